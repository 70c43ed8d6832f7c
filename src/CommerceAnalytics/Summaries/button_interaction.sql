-- Which buttons are used, how often and by how many.
SELECT
    action,
    count(*) AS total_clicks,
    count(DISTINCT user_key) AS unique_users,
    count(DISTINCT session_id) AS unique_sessions,
    -- Decimals divide to the dividend's 2 places, rounded half up once.
    CAST(count(*) AS decimal(38, 2)) / NULLIF(count(DISTINCT user_key), 0) AS avg_clicks_per_user
FROM events
WHERE action IS NOT NULL
GROUP BY action
ORDER BY total_clicks DESC, action
LIMIT 50
