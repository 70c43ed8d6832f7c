-- The event log as docs/change/contract.md describes it: JSON lines by UTC hour. Partitions are projected, so that new hours need no statement.
CREATE EXTERNAL TABLE IF NOT EXISTS {database}.{table} (
  `timestamp` timestamp,
  `body` string,
  `attributes` struct<
    `resource.service.name`:string,
    `resource.service.namespace`:string,
    `userKey`:string,
    `sessionId`:string,
    `action`:string,
    `menuName`:string,
    `page`:string,
    `referer`:string,
    `productName`:string,
    `category`:string,
    `ctgnm`:string,
    `sellerNm`:string,
    `source`:string,
    `specification`:string,
    `goodsCd`:string,
    `quantity`:string,
    `salePrice`:string,
    `price`:string,
    `query`:string,
    `payload_query`:string,
    `resultCount`:string,
    `payload_productId`:string,
    `payload_productName`:string,
    `payload_sellerCode`:string,
    `fromPath`:string,
    `toPath`:string,
    `path`:string,
    `totalAmount`:string,
    `paymentMethod`:string,
    `orderItems`:string,
    `discountAmount`:string,
    `channel`:string>
)
PARTITIONED BY (`year` string, `month` string, `day` string, `hour` string)
ROW FORMAT SERDE 'org.openx.data.jsonserde.JsonSerDe'
STORED AS INPUTFORMAT 'org.apache.hadoop.mapred.TextInputFormat'
OUTPUTFORMAT 'org.apache.hadoop.hive.ql.io.HiveIgnoreKeyTextOutputFormat'
LOCATION 's3://commerce-logs/logall/'
TBLPROPERTIES (
  'projection.enabled' = 'true',
  'projection.year.type' = 'integer',
  'projection.year.range' = '2020,2039',
  'projection.month.type' = 'integer',
  'projection.month.range' = '1,12',
  'projection.month.digits' = '2',
  'projection.day.type' = 'integer',
  'projection.day.range' = '1,31',
  'projection.day.digits' = '2',
  'projection.hour.type' = 'integer',
  'projection.hour.range' = '0,23',
  'projection.hour.digits' = '2',
  'storage.location.template' = 's3://commerce-logs/logall/year=${year}/month=${month}/day=${day}/hour=${hour}/'
)
