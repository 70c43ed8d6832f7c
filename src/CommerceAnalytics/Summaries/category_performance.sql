-- How the categories sell.
SELECT
    category,
    count(*) AS cart_add_count,
    count(DISTINCT user_key) AS unique_users,
    count(DISTINCT product_name) AS unique_products,
    sum(quantity) AS total_quantity,
    -- In units of 0.0001, so that the division is the only rounding: decimals divide to the dividend's 2 places, half up.
    CAST(10000 * sum(price) AS decimal(38, 2)) / NULLIF(10000 * count(price), 0) AS avg_price,
    CAST(sum(quantity * price) AS decimal(38, 2)) AS total_value,
    count_if(quantity IS NULL OR price IS NULL) AS invalid_value_count
FROM events
GROUP BY category
ORDER BY cart_add_count DESC, category
LIMIT 30
