WITH
{{events}}
SELECT
    body,
    quantity_text,
    price_text,
    result_count_text,
    amount_text,
    count(*) AS events
FROM events
WHERE
    service_name = {{service}}
    -- Text that is no plain number. One that is too large or negative is invalid as well.
    AND (
        NOT regexp_like(quantity_text, '\A[\x09-\x0D ]*\+?[0-9]{1,9}[\x09-\x0D ]*\z')
        OR NOT regexp_like(result_count_text, '\A[\x09-\x0D ]*\+?[0-9]{1,9}[\x09-\x0D ]*\z')
        OR NOT regexp_like(price_text, '\A[\x09-\x0D ]*\+?[0-9]{1,12}(?:\.[0-9]*)?[\x09-\x0D ]*\z')
        OR NOT regexp_like(amount_text, '\A[\x09-\x0D ]*\+?[0-9]{1,12}(?:\.[0-9]*)?[\x09-\x0D ]*\z')
    )
GROUP BY body, quantity_text, price_text, result_count_text, amount_text
ORDER BY events DESC, body
LIMIT 50
