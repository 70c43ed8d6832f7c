WITH
{{events}},
-- A quantity and a count are whole numbers from 0 to 2,147,483,647, a price is a number from 0 to 1e12. All else is invalid.
written AS (
    SELECT
        body,
        quantity_text,
        TRY_CAST(regexp_extract(quantity_text, '\A[\x09-\x0D ]*([+-]?[0-9]+)[\x09-\x0D ]*\z', 1) AS bigint) AS quantity,
        price_text,
        {{price_number}} AS price_number,
        result_count_text,
        TRY_CAST(regexp_extract(result_count_text, '\A[\x09-\x0D ]*([+-]?[0-9]+)[\x09-\x0D ]*\z', 1) AS bigint) AS result_count
    FROM events
    WHERE service_name = {{service}} AND body IN ('commerce.cart.add', 'commerce.search')
),
counted AS (
    SELECT
        count(CASE WHEN body = 'commerce.cart.add' THEN quantity_text END) AS quantities,
        count_if(body = 'commerce.cart.add' AND quantity BETWEEN 0 AND 2147483647) AS valid_quantities,
        count(CASE WHEN body = 'commerce.cart.add' THEN price_text END) AS prices,
        count_if(body = 'commerce.cart.add' AND TRY_CAST(price_number AS decimal(38, 20)) <= 1000000000000) AS valid_prices,
        count(CASE WHEN body = 'commerce.search' THEN result_count_text END) AS result_counts,
        count_if(body = 'commerce.search' AND result_count BETWEEN 0 AND 2147483647) AS valid_result_counts
    FROM written
)
SELECT
    check_name,
    matching,
    total,
    CAST(100 * matching AS decimal(38, 2)) / NULLIF(total, 0) AS percent
FROM counted
CROSS JOIN UNNEST(
    ARRAY['quantity_valid', 'price_valid', 'result_count_valid'],
    ARRAY[valid_quantities, valid_prices, valid_result_counts],
    ARRAY[quantities, prices, result_counts]
) AS checks (check_name, matching, total)
