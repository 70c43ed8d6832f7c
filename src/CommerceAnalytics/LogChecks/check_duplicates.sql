WITH
{{normalised_events}},
told AS (
    SELECT
        {{is_repeat}} AS is_repeat
    FROM events
)
SELECT
    'duplicates' AS check_name,
    count_if(is_repeat) AS matching,
    count(*) AS total,
    CAST(100 * count_if(is_repeat) AS decimal(38, 2)) / NULLIF(count(*), 0) AS percent
FROM told
