/*
name: purchase_analytics
about: >-
  What is sold: a row for each day and payment method. A day's average order is `SUM(total_revenue) /
  SUM(purchases_with_amount)`.
window_days: 90
batch: 3
key: [purchase_date, payment_method]
watched: purchase_count
events:
  - commerce.checkout.purchase
attributes: [userKey, totalAmount, paymentMethod]
audit:
  measures:
    day: purchase_date
    purchases: purchase_count
    revenue: total_revenue
    known_amounts: purchases_with_amount
differences:
  - 'revenue is NULL where amounts were not logged, with purchases_with_amount beside it; it was NULL or 0'
  - 'rows are per day and payment method; a day''s average is SUM(total_revenue) / SUM(purchases_with_amount)'
columns:
  - name: purchase_date
    type: date
    about: day of the purchase, in the reporting time zone
  - name: payment_method
    type: varchar
    about: '`unknown` where it is not logged'
  - name: purchase_count
    type: bigint
    about: purchases
  - name: unique_purchasers
    type: bigint
    about: users who bought
    at_most: purchase_count
  - name: purchases_with_amount
    type: bigint
    about: 'purchases whose amount is a number: the others are in no sum'
  - name: total_revenue
    type: double
    about: sum of the known amounts; NULL where none is known
    unit: money
  - name: avg_order_value
    type: double
    about: mean of the known amounts
    unit: money
  - name: payment_method_share
    type: double
    about: percent of that day's purchases
    unit: percent
*/
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
