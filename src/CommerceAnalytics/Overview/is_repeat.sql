-- All but one of events that nothing tells apart. Without a user and a session they may well be different.
CASE
    WHEN COALESCE(user_key, session_id) IS NOT NULL
        AND row_number() OVER (PARTITION BY service, ts, body, user_key, session_id, CASE body
            WHEN 'commerce.button.click' THEN action
            WHEN 'commerce.cart.add' THEN product_name
            WHEN 'commerce.search' THEN term
            WHEN 'commerce.search.result_click' THEN term
            WHEN 'commerce.checkout.purchase' THEN CAST(amount AS varchar)
            WHEN 'Routing in client side' THEN page
            WHEN 'client.routing' THEN page
        END) > 1
        THEN true
END
