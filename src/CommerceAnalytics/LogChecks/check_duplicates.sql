WITH
{{events}},
-- The same event: service, kind, user, session and timestamp are alike, or missing alike.
same AS (
    SELECT count(*) AS events
    FROM events
    WHERE service_name = {{service}}
    GROUP BY body, user_key, session_id, ts
)
SELECT
    'duplicates' AS check_name,
    COALESCE(sum(events - 1), 0) AS matching,
    COALESCE(sum(events), 0) AS total,
    CAST(100 * sum(events - 1) AS decimal(38, 2)) / sum(events) AS percent
FROM same
