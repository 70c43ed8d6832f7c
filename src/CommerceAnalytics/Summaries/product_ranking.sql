/*
name: product_ranking
about: >-
  What people put into the cart: a row for each product, category *and* seller. Add up over `sellernm`
  for a product.
window_days: 30
batch: 2
top:
  limit: 100
  by: cart_add_count
key: [productname, category, sellernm]
watched: cart_add_count
events:
  - commerce.cart.add
attributes: [userKey, sessionId, productName, category, ctgnm, sellerNm, quantity, salePrice, price]
audit:
  measures:
    cart_adds: cart_add_count
    invalid_values: invalid_value_count
differences:
  - 'a missing salePrice falls back to price, and what is not a number counts as unknown'
  - 'products are split by seller: add up over sellerNm for a product'
columns:
  - name: productname
    type: varchar
    about: product
  - name: category
    type: varchar
    about: '`category` or, where that is not logged, `ctgnm`; else `Uncategorized`'
  - name: sellernm
    type: varchar
    about: seller, NULL where not logged
    key_may_be_null: true
  - name: cart_add_count
    type: bigint
    about: cart adds
  - name: unique_users
    type: bigint
    about: users who added it
    at_most: cart_add_count
  - name: unique_sessions
    type: bigint
    about: sessions in which it was added
    at_most: cart_add_count
  - name: total_quantity
    type: bigint
    about: sum of the valid quantities
  - name: avg_sale_price
    type: double
    about: 'mean of the valid prices, one for each event: `salePrice` or, where that is not logged, `price`'
    unit: money
  - name: total_cart_value
    type: double
    about: sum of quantity x price where both are valid
    unit: money
  - name: avg_adds_per_user
    type: double
    about: cart adds / users
  - name: invalid_value_count
    type: bigint
    about: cart adds whose quantity or price is missing or no number
*/
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
