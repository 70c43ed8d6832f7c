/*
name: cart_source
about: >-
  Where products are put into the cart from: a row for each source, page and menu, as the cart adds say.
window_days: 30
batch: 2
top:
  limit: 100
  by: cart_add_count
key: [source, page, menu]
watched: cart_add_count
events:
  - commerce.cart.add
attributes: [userKey, sessionId, source, page, menuName, quantity, salePrice, price]
columns:
  - name: source
    type: varchar
    about: what led to the cart add, NULL where not logged
    key_may_be_null: true
  - name: page
    type: varchar
    about: page that it was added on, NULL where not logged
    key_may_be_null: true
  - name: menu
    type: varchar
    about: menu that it was added from, NULL where not logged
    key_may_be_null: true
  - name: cart_add_count
    type: bigint
    about: cart adds
  - name: unique_users
    type: bigint
    about: users who added from there
    at_most: cart_add_count
  - name: unique_sessions
    type: bigint
    about: sessions in which was added from there
    at_most: cart_add_count
  - name: cart_add_share
    type: double
    about: percent of all cart adds of the window
    unit: percent
  - name: total_cart_value
    type: double
    about: sum of quantity x price where both are valid
    unit: money
*/
SELECT
    source,
    page,
    menu,
    cart_add_count,
    unique_users,
    unique_sessions,
    -- Decimals divide to the dividend's 2 places, rounded half up once.
    CAST(100 * cart_add_count AS decimal(38, 2)) / sum(cart_add_count) OVER () AS cart_add_share,
    CAST(cart_value AS decimal(38, 2)) AS total_cart_value
FROM (
    SELECT
        source,
        page_attribute AS page,
        menu_name AS menu,
        count(*) AS cart_add_count,
        count(DISTINCT user_key) AS unique_users,
        count(DISTINCT session_id) AS unique_sessions,
        sum(quantity * price) AS cart_value
    FROM events
    GROUP BY source, page_attribute, menu_name
) AS places
