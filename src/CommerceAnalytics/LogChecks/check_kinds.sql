WITH
{{events}}
SELECT
    kinds.body AS kind,
    COALESCE(counted.events, 0) AS events
FROM UNNEST(ARRAY[{{kinds}}]) AS kinds (body)
LEFT JOIN (
    SELECT body, count(*) AS events
    FROM events
    WHERE service_name = {{service}}
    GROUP BY body
) AS counted ON counted.body = kinds.body
ORDER BY kinds.body
