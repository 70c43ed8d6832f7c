-- What the overview of this very date says of a service.
SELECT
    {{columns}}
FROM {{table}}
WHERE service_name = {{service}} AND calculation_date = {{date}}
