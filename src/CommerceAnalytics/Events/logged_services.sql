-- Which services the log has, of any kind of event. Those that are asked for first, then those with most events.
WITH logged AS (
    SELECT {{resource.service.name}} AS service_name
    FROM {{events_table}}
    WHERE
        ({{partitions}})
        AND {{timestamp}} >= {{window_from}}
        AND {{timestamp}} < {{window_to}}
)
SELECT
    service_name,
    count(*) AS events
FROM logged
WHERE service_name IS NOT NULL
GROUP BY service_name
ORDER BY
    CASE WHEN service_name IN ({{asked}}) THEN 0 ELSE 1 END,
    count(*) DESC,
    service_name
LIMIT {{most}}
