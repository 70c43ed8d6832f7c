CASE WHEN body = 'commerce.cart.add' AND (quantity IS NULL OR price IS NULL) THEN true END
