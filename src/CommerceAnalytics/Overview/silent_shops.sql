-- Services without a single commerce event in all days of the overview.
SELECT service_name
FROM {{overview}}
GROUP BY service_name
HAVING sum(events) = 0
ORDER BY service_name
