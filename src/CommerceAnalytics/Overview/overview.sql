-- What happened in each shop on each day. A day without events has counts of 0, an excluded day has no measures.
WITH
told AS (
    SELECT
        service,
        day,
        body,
        user_key,
        session_id,
        amount,
        {{is_repeat}} AS is_repeat,
        {{is_invalid}} AS is_invalid
    FROM events
),
-- Few rows where there were many events, so that telling sessions and users apart is cheap.
visits AS (
    SELECT
        service,
        day,
        user_key,
        session_id,
        count(*) AS events,
        count_if(body = 'commerce.button.click') AS button_clicks,
        count_if(body = 'commerce.cart.add') AS cart_adds,
        count_if(body = 'commerce.cart.view') AS cart_views,
        count_if(body = 'commerce.search') AS searches,
        count_if(body = 'commerce.search.result_click') AS result_clicks,
        count_if(body = 'commerce.checkout.start') AS checkout_starts,
        count_if(body = 'commerce.checkout.purchase') AS purchases,
        count_if(body IN ('Routing in client side', 'client.routing')) AS page_views,
        count(CASE WHEN body = 'commerce.checkout.purchase' THEN amount END) AS amounts,
        sum(CASE WHEN body = 'commerce.checkout.purchase' THEN amount END) AS revenue,
        count_if(is_invalid) AS invalid_values,
        count_if(is_repeat) AS repeated_events
    FROM told
    GROUP BY service, day, user_key, session_id
),
counted AS (
    SELECT
        service,
        day,
        sum(events) AS events,
        sum(button_clicks) AS button_clicks,
        sum(cart_adds) AS cart_adds,
        sum(cart_views) AS cart_views,
        sum(searches) AS searches,
        sum(result_clicks) AS result_clicks,
        sum(checkout_starts) AS checkout_starts,
        sum(purchases) AS purchases,
        sum(page_views) AS page_views,
        count(DISTINCT session_id) AS sessions,
        count(DISTINCT user_key) AS users,
        count(DISTINCT CASE WHEN searches > 0 THEN session_id END) AS search_sessions,
        count(DISTINCT CASE WHEN cart_adds > 0 THEN session_id END) AS cart_sessions,
        count(DISTINCT CASE WHEN checkout_starts > 0 THEN session_id END) AS checkout_sessions,
        count(DISTINCT CASE WHEN purchases > 0 THEN session_id END) AS purchase_sessions,
        sum(amounts) AS amounts,
        sum(revenue) AS revenue,
        sum(invalid_values) AS invalid_values,
        sum(repeated_events) AS repeated_events
    FROM visits
    GROUP BY service, day
),
calendar AS (
    SELECT
        services.service,
        days.day,
        -- What an empty day counts.
        CASE WHEN {{is_excluded}} THEN NULL ELSE 0 END AS zero
    FROM services
    CROSS JOIN UNNEST(sequence({{first_day}}, {{last_day}})) AS days (day)
)
SELECT
    calendar.service AS service_name,
    calendar.day,
    COALESCE(counted.events, zero) AS events,
    COALESCE(counted.button_clicks, zero) AS button_clicks,
    COALESCE(counted.cart_adds, zero) AS cart_adds,
    COALESCE(counted.cart_views, zero) AS cart_views,
    COALESCE(counted.searches, zero) AS searches,
    COALESCE(counted.result_clicks, zero) AS result_clicks,
    COALESCE(counted.checkout_starts, zero) AS checkout_starts,
    COALESCE(counted.purchases, zero) AS purchases,
    COALESCE(counted.page_views, zero) AS page_views,
    COALESCE(counted.sessions, zero) AS sessions,
    COALESCE(counted.users, zero) AS users,
    COALESCE(counted.search_sessions, zero) AS search_sessions,
    COALESCE(counted.cart_sessions, zero) AS cart_sessions,
    COALESCE(counted.checkout_sessions, zero) AS checkout_sessions,
    COALESCE(counted.purchase_sessions, zero) AS purchase_sessions,
    -- Decimals divide to the dividend's 2 places, rounded half up once.
    CAST(100 * counted.cart_sessions AS decimal(38, 2)) / NULLIF(counted.sessions, 0) AS cart_conversion_rate,
    CAST(100 * counted.purchase_sessions AS decimal(38, 2)) / NULLIF(counted.sessions, 0) AS purchase_conversion_rate,
    COALESCE(counted.amounts, zero) AS purchases_with_amount,
    CAST(counted.revenue AS decimal(38, 2)) AS revenue,
    -- In units of 0.0001, so that the division is the only rounding.
    CAST(10000 * counted.revenue AS decimal(38, 2)) / NULLIF(10000 * counted.amounts, 0) AS average_order_value,
    COALESCE(counted.invalid_values, zero) AS invalid_values,
    COALESCE(counted.repeated_events, zero) AS repeated_events
FROM calendar
LEFT JOIN counted ON counted.service = calendar.service AND counted.day = calendar.day AND calendar.zero = 0
