-- Which products go into carts, by seller.
SELECT
    product_name AS productname,
    category,
    seller_name AS sellernm,
    count(*) AS cart_add_count,
    count(DISTINCT user_key) AS unique_users,
    count(DISTINCT session_id) AS unique_sessions,
    sum(quantity) AS total_quantity,
    -- In units of 0.0001, so that the division is the only rounding: decimals divide to the dividend's 2 places, half up.
    CAST(10000 * sum(price) AS decimal(38, 2)) / NULLIF(10000 * count(price), 0) AS avg_sale_price,
    CAST(sum(quantity * price) AS decimal(38, 2)) AS total_cart_value,
    CAST(count(*) AS decimal(38, 2)) / NULLIF(count(DISTINCT user_key), 0) AS avg_adds_per_user,
    count_if(quantity IS NULL OR price IS NULL) AS invalid_value_count
FROM events
WHERE product_name IS NOT NULL
GROUP BY product_name, category, seller_name
ORDER BY cart_add_count DESC, productname, category, sellernm NULLS LAST
LIMIT 100
