WITH
{{events}}
SELECT
    'without_service_name' AS check_name,
    count_if(service_name IS NULL) AS matching,
    count(*) AS total,
    CAST(100 * count_if(service_name IS NULL) AS decimal(38, 2)) / NULLIF(count(*), 0) AS percent
FROM events
