WITH
{{events}},
counted AS (
    SELECT
        count(*) AS events,
        count(user_key) AS with_user_key,
        count(session_id) AS with_session_id,
        count_if(body = 'commerce.button.click') AS clicks,
        count_if(body = 'commerce.button.click' AND action IS NOT NULL) AS with_action,
        count_if(body = 'commerce.button.click' AND menu_name IS NOT NULL) AS with_menu_name,
        count_if(body = 'commerce.button.click' AND clicked_page IS NOT NULL) AS with_page,
        count_if(body = 'commerce.cart.add') AS cart_adds,
        count_if(body = 'commerce.cart.add' AND product_name IS NOT NULL) AS with_product_name,
        count_if(body = 'commerce.cart.add' AND category IS NOT NULL) AS with_category,
        count_if(body = 'commerce.cart.add' AND quantity_text IS NOT NULL) AS with_quantity,
        count_if(body = 'commerce.cart.add' AND price_text IS NOT NULL) AS with_price,
        count_if(body = 'commerce.search') AS searches,
        -- A term holds more than white space: U+0009 to U+000D and U+0020.
        count_if(body = 'commerce.search' AND (regexp_like(query_text, '[^\x09-\x0D ]') OR regexp_like(payload_query_text, '[^\x09-\x0D ]'))) AS with_term,
        count_if(body IN ('Routing in client side', 'client.routing')) AS routes,
        count_if(body IN ('Routing in client side', 'client.routing') AND page IS NOT NULL) AS with_route
    FROM events
    WHERE service_name = {{service}}
)
SELECT
    check_name,
    matching,
    total,
    CAST(100 * matching AS decimal(38, 2)) / NULLIF(total, 0) AS percent
FROM counted
CROSS JOIN UNNEST(
    ARRAY[
        'click_action', 'click_menu_name', 'click_page', 'cart_product_name', 'cart_category', 'cart_quantity', 'cart_price',
        'search_term', 'route_page', 'user_key', 'session_id'
    ],
    ARRAY[
        with_action, with_menu_name, with_page, with_product_name, with_category, with_quantity, with_price,
        with_term, with_route, with_user_key, with_session_id
    ],
    ARRAY[clicks, clicks, clicks, cart_adds, cart_adds, cart_adds, cart_adds, searches, routes, events, events]
) AS checks (check_name, matching, total)
