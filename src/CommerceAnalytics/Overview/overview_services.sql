services AS (
    SELECT service
    FROM UNNEST(split({{service_list}}, ',')) AS listed (service)
),
