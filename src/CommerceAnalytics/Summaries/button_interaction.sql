/*
name: button_interaction
about: >-
  What people click: a row for each `action` of `commerce.button.click`.
window_days: 7
batch: 1
top:
  limit: 50
  by: total_clicks
key: [action]
watched: total_clicks
events:
  - commerce.button.click
attributes: [userKey, sessionId, action]
columns:
  - name: action
    type: varchar
    about: what was clicked
  - name: total_clicks
    type: bigint
    about: clicks
  - name: unique_users
    type: bigint
    about: users who clicked it
    at_most: total_clicks
  - name: unique_sessions
    type: bigint
    about: sessions in which it was clicked
    at_most: total_clicks
  - name: avg_clicks_per_user
    type: double
    about: clicks / users
*/
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
