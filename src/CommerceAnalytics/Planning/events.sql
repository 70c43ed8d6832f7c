-- The commerce events of these days, as logged. An empty text is NULL.
logged AS (
    SELECT
        {{timestamp}} AS ts,
        {{keys}}body,
        {{userKey}} AS user_key,
        {{sessionId}} AS session_id,
        {{action}} AS action,
        {{productName}} AS product_name,
        COALESCE({{category}}, {{ctgnm}}, 'Uncategorized') AS category,
        {{sellerNm}} AS seller_name,
        {{quantity}} AS quantity_text,
        COALESCE({{salePrice}}, {{price}}) AS price_text,
        {{query}} AS query_text,
        {{payload_query}} AS payload_query_text,
        {{resultCount}} AS result_count_text,
        {{fromPath}} AS from_path,
        COALESCE({{toPath}}, {{path}}) AS page,
        {{totalAmount}} AS amount_text,
        {{paymentMethod}} AS payment_method{{others}}
    FROM {{events_table}}
    WHERE
        ({{partitions}})
        AND body IN ({{kinds}})
        AND {{resource.service.name}} IN ({{services}})
),
-- What is text in the log and must be more than that: NULL where it is not. White space is U+0009 to U+000D and U+0020.
written AS (
    SELECT
        *,
        CAST(at_timezone(with_timezone(ts, 'UTC'), {{zone}}) AS timestamp(3)) AS local_ts,
        lower(COALESCE(
            regexp_extract(query_text, '(?s)[^\x09-\x0D ](?:.*[^\x09-\x0D ])?'),
            regexp_extract(payload_query_text, '(?s)[^\x09-\x0D ](?:.*[^\x09-\x0D ])?')
        )) AS term,
        TRY_CAST(regexp_extract(quantity_text, '\A[\x09-\x0D ]*([+-]?[0-9]+)[\x09-\x0D ]*\z', 1) AS bigint) AS quantity_value,
        TRY_CAST(regexp_extract(result_count_text, '\A[\x09-\x0D ]*([+-]?[0-9]+)[\x09-\x0D ]*\z', 1) AS bigint) AS result_count_value,
        {{price_number}} AS price_number,
        {{amount_number}} AS amount_number
    FROM logged
    WHERE ts >= {{window_from}} AND ts < {{window_to}}{{excluded}}
),
-- The normalised events.
events AS (
    SELECT
        ts,
        CAST(local_ts AS date) AS day,
        hour(local_ts) AS hour,
        {{key_names}}body,
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
        payment_method{{other_names}}
    FROM written
)
