-- When the shop is busy: the 24 hours of the day, those without events too.
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
