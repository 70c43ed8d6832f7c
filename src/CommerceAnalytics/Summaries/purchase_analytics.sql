-- What is bought on each day, by payment method. Revenue is NULL where no amount is known.
SELECT
    purchase_date,
    payment_method,
    purchase_count,
    unique_purchasers,
    purchases_with_amount,
    CAST(revenue AS decimal(38, 2)) AS total_revenue,
    -- In units of 0.0001, so that the division is the only rounding: decimals divide to the dividend's 2 places, half up.
    CAST(10000 * revenue AS decimal(38, 2)) / NULLIF(10000 * purchases_with_amount, 0) AS avg_order_value,
    CAST(100 * purchase_count AS decimal(38, 2)) / sum(purchase_count) OVER (PARTITION BY purchase_date) AS payment_method_share
FROM (
    SELECT
        day AS purchase_date,
        COALESCE(payment_method, 'unknown') AS payment_method,
        count(*) AS purchase_count,
        count(DISTINCT user_key) AS unique_purchasers,
        count(amount) AS purchases_with_amount,
        sum(amount) AS revenue
    FROM events
    GROUP BY day, COALESCE(payment_method, 'unknown')
) AS purchases
