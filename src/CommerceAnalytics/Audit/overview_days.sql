SELECT
    {{columns}}
FROM {{table}}
WHERE service_name = {{service}} AND {{condition}}
