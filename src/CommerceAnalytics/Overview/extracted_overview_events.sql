-- The events of these days, normalised when they were extracted from the log.
extracted AS (
    SELECT
        service,
        event_body AS body,
        event_user_key AS user_key,
        event_session_id AS session_id,
        event_is_repeat AS is_repeat,
        event_is_invalid AS is_invalid,
        checkout_purchase_amount AS amount,
        CAST(at_timezone(with_timezone(event_at, 'UTC'), {{zone}}) AS timestamp(3)) AS local_ts
    FROM {{extract_table}}
    WHERE
        day BETWEEN {{first_utc_day}} AND {{last_utc_day}}
        AND service IN (SELECT service FROM services)
        AND event_at >= {{window_from}} AND event_at < {{window_to}}
),
events AS (
    SELECT
        *,
        CAST(local_ts AS date) AS day
    FROM extracted
)
