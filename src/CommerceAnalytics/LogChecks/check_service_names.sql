WITH
-- All rows of these days' partitions, read once. Where the table ignores malformed JSON, Athena makes a row of NULLs of a line that it cannot read.
logged AS (
    SELECT
        {{partition_day}} AS log_day,
        "timestamp" IS NULL AND body IS NULL AND {{resource.service.name}} IS NULL AS is_empty,
        body IN ({{kinds}}) AS is_commerce,
        {{timestamp}} AS ts,
        {{resource.service.name}} AS service_name
    FROM {{events_table}}
    WHERE
        {{partitions}}
),
counted AS (
    SELECT
        log_day,
        count(*) AS log_rows,
        count_if(is_empty) AS empty_rows,
        count_if(is_commerce) AS commerce_rows,
        count_if(
            is_commerce
            AND COALESCE(abs(date_diff('day', CAST(log_day AS date), CAST(ts AS date))) > 1, TRUE)
        ) AS untimed,
        count_if(is_commerce AND ts >= {{window_from}} AND ts < {{window_to}}) AS events,
        count_if(is_commerce AND ts >= {{window_from}} AND ts < {{window_to}} AND service_name IS NULL) AS unnamed
    FROM logged
    GROUP BY GROUPING SETS ((), (log_day))
)
SELECT
    concat(name, COALESCE(concat(' ', log_day), '')) AS check_name,
    matching,
    total,
    CAST(100 * matching AS decimal(38, 2)) / NULLIF(total, 0) AS percent
FROM counted
CROSS JOIN UNNEST(
    ARRAY['without_service_name', 'empty_rows', 'untimed_events'],
    ARRAY[unnamed, empty_rows, untimed],
    ARRAY[events, log_rows, commerce_rows]
) AS checks (name, matching, total)
-- Of the days, those with such rows alone.
WHERE log_day IS NULL OR (name <> 'without_service_name' AND matching > 0)
ORDER BY check_name
