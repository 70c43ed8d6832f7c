/*
name: category_performance
about: >-
  How the categories sell: a row for each category.
window_days: 30
batch: 2
top:
  limit: 30
  by: cart_add_count
key: [category]
watched: cart_add_count
events:
  - commerce.cart.add
attributes: [userKey, productName, category, ctgnm, quantity, salePrice, price]
audit:
  measures:
    cart_adds: cart_add_count
    cart_value: total_value
    invalid_values: invalid_value_count
differences:
  - 'a missing salePrice falls back to price, and what is not a number counts as unknown'
columns:
  - name: category
    type: varchar
    about: as in `product_ranking`
  - name: cart_add_count
    type: bigint
    about: cart adds
  - name: unique_users
    type: bigint
    about: users who added something of it
    at_most: cart_add_count
  - name: unique_products
    type: bigint
    about: different products that were added
    at_most: cart_add_count
  - name: total_quantity
    type: bigint
    about: sum of the valid quantities
  - name: avg_price
    type: double
    about: mean of the valid prices, one for each event
    unit: money
  - name: total_value
    type: double
    about: sum of quantity x price where both are valid
    unit: money
  - name: invalid_value_count
    type: bigint
    about: cart adds whose quantity or price is missing or no number
*/
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
