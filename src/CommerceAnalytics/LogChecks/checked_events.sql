-- The commerce events of these days, of all services, as logged. An empty text is NULL.
logged AS (
    SELECT
        {{timestamp}} AS ts,
        body,
        {{resource.service.name}} AS service_name,
        {{userKey}} AS user_key,
        {{sessionId}} AS session_id,
        {{action}} AS action,
        {{menuName}} AS menu_name,
        {{page}} AS clicked_page,
        {{productName}} AS product_name,
        COALESCE({{category}}, {{ctgnm}}) AS category,
        {{quantity}} AS quantity_text,
        COALESCE({{salePrice}}, {{price}}) AS price_text,
        {{query}} AS query_text,
        {{payload_query}} AS payload_query_text,
        {{resultCount}} AS result_count_text,
        COALESCE({{toPath}}, {{path}}) AS page,
        {{totalAmount}} AS amount_text,
        {{paymentMethod}} AS payment_method
    FROM {{events_table}}
    WHERE
        ({{partitions}})
        AND body IN ({{kinds}})
),
events AS (
    SELECT
        *,
        CAST(CAST(at_timezone(with_timezone(ts, 'UTC'), {{zone}}) AS timestamp(3)) AS date) AS day
    FROM logged
    WHERE ts >= {{window_from}} AND ts < {{window_to}}{{excluded}}
)
