SELECT {{query_type}} AS query_type, {{part}} AS part, {{whole}} AS whole
FROM {{table}}
WHERE calculation_date = {{calculation_date}}
