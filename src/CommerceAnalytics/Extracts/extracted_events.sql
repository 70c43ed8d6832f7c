-- The service's events of these days, normalised when they were extracted from the log.
extracted AS (
    SELECT
        {{lane_at}} AS ts,
        {{lane_columns}},
        CAST(at_timezone(with_timezone({{lane_at}}, 'UTC'), {{zone}}) AS timestamp(3)) AS local_ts
    FROM {{extract_table}}
    WHERE
        day BETWEEN {{first_day}} AND {{last_day}}
        AND service = {{service}}
        AND {{lane_at}} >= {{window_from}} AND {{lane_at}} < {{window_to}}{{excluded}}
),
events AS (
    SELECT
        *,
        CAST(local_ts AS date) AS day,
        hour(local_ts) AS hour
    FROM extracted
)
