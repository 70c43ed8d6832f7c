/*
name: hourly_traffic
about: >-
  When people come: a row for each of the 24 hours of the day, those without events too.
window_days: 7
batch: 1
rows: 24
key: [hour]
watched: cart_adds
events:
  - commerce.session.start
  - commerce.button.click
  - commerce.cart.add
  - commerce.cart.view
  - commerce.search
  - commerce.search.result_click
  - commerce.checkout.start
  - commerce.checkout.purchase
  - Routing in client side
  - client.routing
attributes: [userKey, sessionId]
differences:
  - 'sessions are counted from any commerce event, since commerce.session.start is often not logged'
  - 'conversion is the share of sessions with a cart add; it was cart adds by sessions, which can pass 100 %'
columns:
  - name: hour
    type: integer
    about: 0 to 23, in the reporting time zone
  - name: sessions
    type: bigint
    about: sessions active in that hour of any of the days
  - name: unique_users
    type: bigint
    about: users active in it
  - name: cart_adds
    type: bigint
    about: cart adds
  - name: cart_sessions
    type: bigint
    about: sessions with a cart add in it
    at_most: sessions
  - name: cart_conversion_rate
    type: double
    about: percent of `sessions` that are `cart_sessions`; NULL in an hour without sessions
    unit: percent
*/
SELECT
    hours.hour AS hour,
    COALESCE(traffic.sessions, 0) AS sessions,
    COALESCE(traffic.unique_users, 0) AS unique_users,
    COALESCE(traffic.cart_adds, 0) AS cart_adds,
    COALESCE(traffic.cart_sessions, 0) AS cart_sessions,
    -- Decimals divide to the dividend's 2 places, rounded half up once.
    CAST(100 * traffic.cart_sessions AS decimal(38, 2)) / NULLIF(traffic.sessions, 0) AS cart_conversion_rate
FROM UNNEST(sequence(0, 23)) AS hours (hour)
LEFT JOIN (
    SELECT
        hour,
        count(DISTINCT session_id) AS sessions,
        count(DISTINCT user_key) AS unique_users,
        count_if(body = 'commerce.cart.add') AS cart_adds,
        count(DISTINCT CASE WHEN body = 'commerce.cart.add' THEN session_id END) AS cart_sessions
    FROM events
    GROUP BY hour
) AS traffic ON traffic.hour = hours.hour
