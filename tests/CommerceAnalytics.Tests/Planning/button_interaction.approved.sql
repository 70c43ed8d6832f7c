CREATE TABLE "log_db"."pipeline_staging_20251028_button_interaction_b99b02657f67c54ef2a1"
WITH (
    format = 'PARQUET',
    write_compression = 'SNAPPY',
    external_location = 's3://commerce-results/commerce-summary/pipeline/tables/theshop_brand_commerce_button_interaction/2025-10-28/commerce-2025-10-28-0a1b2c3d-1/'
) AS
WITH
-- The commerce events of these days, as logged. An empty text is NULL.
logged AS (
    SELECT
        date_trunc('millisecond', "timestamp") AS ts,
        body,
        NULLIF(attributes.userKey, '') AS user_key,
        NULLIF(attributes.sessionId, '') AS session_id,
        NULLIF(attributes.action, '') AS action,
        NULLIF(attributes.productName, '') AS product_name,
        COALESCE(NULLIF(attributes.category, ''), NULLIF(attributes.ctgnm, ''), 'Uncategorized') AS category,
        NULLIF(attributes.sellerNm, '') AS seller_name,
        NULLIF(attributes.quantity, '') AS quantity_text,
        COALESCE(NULLIF(attributes.salePrice, ''), NULLIF(attributes.price, '')) AS price_text,
        NULLIF(attributes.query, '') AS query_text,
        NULLIF(attributes.payload_query, '') AS payload_query_text,
        NULLIF(attributes.resultCount, '') AS result_count_text,
        NULLIF(attributes.fromPath, '') AS from_path,
        COALESCE(NULLIF(attributes.toPath, ''), NULLIF(attributes.path, '')) AS page,
        NULLIF(attributes.totalAmount, '') AS amount_text,
        NULLIF(attributes.paymentMethod, '') AS payment_method
    FROM "log_db"."logall"
    WHERE
        ((year = '2025' AND month = '10' AND day BETWEEN '21' AND '27'))
        AND body IN ('commerce.button.click')
        AND NULLIF(attributes."resource.service.name", '') IN ('theshop-brand')
),
-- What is text in the log and must be more than that: NULL where it is not. White space is U+0009 to U+000D and U+0020.
written AS (
    SELECT
        *,
        CAST(at_timezone(with_timezone(ts, 'UTC'), 'UTC') AS timestamp(3)) AS local_ts,
        lower(COALESCE(
            regexp_extract(query_text, '(?s)[^\x09-\x0D ](?:.*[^\x09-\x0D ])?'),
            regexp_extract(payload_query_text, '(?s)[^\x09-\x0D ](?:.*[^\x09-\x0D ])?')
        )) AS term,
        TRY_CAST(regexp_extract(quantity_text, '\A[\x09-\x0D ]*([+-]?[0-9]+)[\x09-\x0D ]*\z', 1) AS bigint) AS quantity_value,
        TRY_CAST(regexp_extract(result_count_text, '\A[\x09-\x0D ]*([+-]?[0-9]+)[\x09-\x0D ]*\z', 1) AS bigint) AS result_count_value,
        CASE
            -- Zero however written, or 1e-100 and less: '0', since an engine may write out all the zeros of 1e-999999999.
            WHEN regexp_like(price_text, '\A[\x09-\x0D ]*(?:[+-]?(?:0+(?:\.0*)?|\.0+)(?:[eE][+-]?[0-9]+)?|\+?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)[eE]-0*[1-9][0-9]{2,})[\x09-\x0D ]*\z') THEN '0'
            -- Any other number as it is written. Not negative, and not 1e+100 or more: those are invalid anyway.
            ELSE regexp_extract(price_text, '\A[\x09-\x0D ]*(\+?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?0*[0-9]{1,2})?)[\x09-\x0D ]*\z', 1)
        END AS price_number,
        CASE
            -- Zero however written, or 1e-100 and less: '0', since an engine may write out all the zeros of 1e-999999999.
            WHEN regexp_like(amount_text, '\A[\x09-\x0D ]*(?:[+-]?(?:0+(?:\.0*)?|\.0+)(?:[eE][+-]?[0-9]+)?|\+?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)[eE]-0*[1-9][0-9]{2,})[\x09-\x0D ]*\z') THEN '0'
            -- Any other number as it is written. Not negative, and not 1e+100 or more: those are invalid anyway.
            ELSE regexp_extract(amount_text, '\A[\x09-\x0D ]*(\+?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?0*[0-9]{1,2})?)[\x09-\x0D ]*\z', 1)
        END AS amount_number
    FROM logged
    WHERE ts >= TIMESTAMP '2025-10-21 00:00:00.000' AND ts < TIMESTAMP '2025-10-28 00:00:00.000'
),
-- The normalised events.
events AS (
    SELECT
        ts,
        CAST(local_ts AS date) AS day,
        hour(local_ts) AS hour,
        body,
        user_key,
        session_id,
        action,
        product_name,
        category,
        seller_name,
        CASE WHEN quantity_value BETWEEN 0 AND 2147483647 THEN quantity_value END AS quantity,
        CASE WHEN TRY_CAST(price_number AS decimal(38, 20)) <= 1000000000000 THEN TRY_CAST(price_number AS decimal(18, 4)) END AS price,
        term,
        CASE WHEN result_count_value BETWEEN 0 AND 2147483647 THEN result_count_value END AS result_count,
        from_path,
        page,
        CASE WHEN TRY_CAST(amount_number AS decimal(38, 20)) <= 1000000000000 THEN TRY_CAST(amount_number AS decimal(18, 4)) END AS amount,
        payment_method
    FROM written
),
summary AS (
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
)
SELECT
    CAST('theshop-brand' AS varchar) AS service_name,
    CAST(action AS varchar) AS action,
    CAST(total_clicks AS bigint) AS total_clicks,
    CAST(unique_users AS bigint) AS unique_users,
    CAST(unique_sessions AS bigint) AS unique_sessions,
    CAST(avg_clicks_per_user AS double) AS avg_clicks_per_user,
    CAST(DATE '2025-10-21' AS date) AS window_start,
    CAST(DATE '2025-10-27' AS date) AS window_end,
    CAST(DATE '2025-10-28' AS date) AS calculation_date
FROM summary
-- Ties go by the key, so that a rerun gives the very same rows.
ORDER BY total_clicks DESC NULLS LAST, action ASC NULLS LAST
LIMIT 50
