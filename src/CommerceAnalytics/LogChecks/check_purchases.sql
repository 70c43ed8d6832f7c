WITH
{{events}},
-- An amount is a number from 0 to 1e12. All else is invalid.
written AS (
    SELECT
        amount_text,
        {{amount_number}} AS amount_number,
        payment_method
    FROM events
    WHERE service_name = {{service}} AND body = 'commerce.checkout.purchase'
),
counted AS (
    SELECT
        count(*) AS purchases,
        count(amount_text) AS amounts,
        count_if(TRY_CAST(amount_number AS decimal(38, 20)) <= 1000000000000) AS valid_amounts,
        count(payment_method) AS with_payment_method
    FROM written
)
SELECT
    check_name,
    matching,
    total,
    CAST(100 * matching AS decimal(38, 2)) / NULLIF(total, 0) AS percent
FROM counted
CROSS JOIN UNNEST(
    ARRAY['purchase_events', 'purchase_total_amount', 'purchase_payment_method', 'total_amount_valid'],
    ARRAY[purchases, amounts, with_payment_method, valid_amounts],
    ARRAY[purchases, purchases, purchases, amounts]
) AS checks (check_name, matching, total)
