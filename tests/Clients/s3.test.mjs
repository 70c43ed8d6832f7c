import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { before, test } from 'node:test';
import {
  AbortMultipartUploadCommand, CompleteMultipartUploadCommand, CopyObjectCommand, CreateBucketCommand, CreateMultipartUploadCommand,
  DeleteBucketCommand, DeleteBucketLifecycleCommand, DeleteObjectCommand, DeleteObjectsCommand, GetBucketLifecycleConfigurationCommand,
  GetBucketLocationCommand, GetObjectCommand, GetObjectTaggingCommand, HeadBucketCommand, HeadObjectCommand, ListBucketsCommand,
  ListMultipartUploadsCommand, ListObjectsCommand, ListObjectsV2Command, ListPartsCommand, paginateListObjectsV2, paginateListParts,
  PutBucketLifecycleConfigurationCommand, PutObjectCommand, PutObjectTaggingCommand, S3Client, UploadPartCommand, UploadPartCopyCommand,
  waitUntilBucketExists, waitUntilObjectExists, waitUntilObjectNotExists,
} from '@aws-sdk/client-s3';
import { Upload } from '@aws-sdk/lib-storage';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { all, client, fresh, refused, region } from './harness.mjs';

const s3 = client(S3Client, { forcePathStyle: true });
const Bucket = 's3-suite';
const mebibyte = 1024 * 1024;

const put = (Key, Body, more = {}) => s3.send(new PutObjectCommand({ Bucket, Key, Body, ...more }));
const get = (Key, more = {}) => s3.send(new GetObjectCommand({ Bucket, Key, ...more }));
const text = async (Key, more) => (await get(Key, more)).Body.transformToString();
const head = (Key, more = {}) => s3.send(new HeadObjectCommand({ Bucket, Key, ...more }));
const list = (more = {}) => s3.send(new ListObjectsV2Command({ Bucket, ...more }));
const keys = answer => (answer.Contents ?? []).map(o => o.Key);
const md5 = body => `"${createHash('md5').update(body).digest('hex')}"`;
const missing = async call => assert.equal((await refused(call, 'NotFound')).$metadata.httpStatusCode, 404);

before(() => s3.send(new CreateBucketCommand({ Bucket, CreateBucketConfiguration: { LocationConstraint: region } })));

test('ListBuckets: name and time of creation', async () => {
  const bucket = (await s3.send(new ListBucketsCommand({}))).Buckets.find(b => b.Name === Bucket);
  assert.ok(bucket.CreationDate instanceof Date);
});

test('CreateBucket: one that is there is BucketAlreadyOwnedByYou', () =>
  refused(s3.send(new CreateBucketCommand({ Bucket, CreateBucketConfiguration: { LocationConstraint: region } })), 'BucketAlreadyOwnedByYou'));

test('CreateBucket: a name that is none is InvalidBucketName', () =>
  refused(s3.send(new CreateBucketCommand({ Bucket: 'No_Name' })), 'InvalidBucketName'));

test('HeadBucket: is there, and in this region', async () => assert.equal((await s3.send(new HeadBucketCommand({ Bucket }))).BucketRegion, region));

test('HeadBucket: is not there', () => missing(s3.send(new HeadBucketCommand({ Bucket: 'nobody-s-bucket' }))));

test('GetBucketLocation: the region', async () => assert.equal((await s3.send(new GetBucketLocationCommand({ Bucket }))).LocationConstraint, region));

test('waitUntilBucketExists: ends', async () => assert.equal((await waitUntilBucketExists({ client: s3, maxWaitTime: 30, minDelay: 1, maxDelay: 1 }, { Bucket })).state, 'SUCCESS'));

test('DeleteBucket: one with objects is BucketNotEmpty', async () => {
  await put('keeps/it', 'x');
  await refused(s3.send(new DeleteBucketCommand({ Bucket })), 'BucketNotEmpty');
});

test('DeleteBucket: an empty one is gone', async () => {
  const name = fresh('gone-');
  await s3.send(new CreateBucketCommand({ Bucket: name }));
  await s3.send(new DeleteBucketCommand({ Bucket: name }));
  await missing(s3.send(new HeadBucketCommand({ Bucket: name })));
});

test('Bucket lifecycle: none is NoSuchLifecycleConfiguration', () =>
  refused(s3.send(new GetBucketLifecycleConfigurationCommand({ Bucket })), 'NoSuchLifecycleConfiguration'));

test('Bucket lifecycle: put, get and delete', async () => {
  const Rules = [{ ID: 'old', Status: 'Enabled', Filter: { Prefix: 'tmp/' }, Expiration: { Days: 7 }, AbortIncompleteMultipartUpload: { DaysAfterInitiation: 1 } }];
  await s3.send(new PutBucketLifecycleConfigurationCommand({ Bucket, LifecycleConfiguration: { Rules } }));
  assert.deepEqual((await s3.send(new GetBucketLifecycleConfigurationCommand({ Bucket }))).Rules, Rules);
  await s3.send(new DeleteBucketLifecycleCommand({ Bucket }));
  await refused(s3.send(new GetBucketLifecycleConfigurationCommand({ Bucket })), 'NoSuchLifecycleConfiguration');
});

test('Bucket lifecycle: a rule without status is MalformedXML', () =>
  refused(s3.send(new PutBucketLifecycleConfigurationCommand({ Bucket, LifecycleConfiguration: { Rules: [{ ID: 'x', Filter: { Prefix: '' }, Expiration: { Days: 1 } }] } })), 'MalformedXML'));

test('PutObject: ETag is the MD5, the checksum of today\'s clients comes back', async () => {
  const answer = await put('a', 'hello');
  assert.equal(answer.ETag, md5('hello'));
  assert.ok(answer.ChecksumCRC32);
  assert.equal(await text('a'), 'hello');
});

test('PutObject: type, encoding, cache control and metadata come back', async () => {
  await put('meta', 'x', { ContentType: 'text/plain', ContentEncoding: 'identity', CacheControl: 'no-cache', Metadata: { one: '1', 'two-words': 'a b' } });
  const answer = await head('meta');
  assert.deepEqual([answer.ContentType, answer.ContentEncoding, answer.CacheControl, answer.Metadata], ['text/plain', 'identity', 'no-cache', { one: '1', 'two-words': 'a b' }]);
  assert.equal(answer.ContentLength, 1);
  assert.ok(answer.LastModified instanceof Date);
});

const verified = algorithm => async () => {
  const member = `Checksum${algorithm}`;
  const answer = await put(`sum-${algorithm}`, '123456789', { ChecksumAlgorithm: algorithm });
  assert.ok(answer[member]);
  assert.equal((await head(`sum-${algorithm}`, { ChecksumMode: 'ENABLED' }))[member], answer[member]);
};

test('PutObject: checksum CRC32 is verified and kept', verified('CRC32'));
test('PutObject: checksum CRC32C is verified and kept', verified('CRC32C'));
test('PutObject: checksum SHA1 is verified and kept', verified('SHA1'));
test('PutObject: checksum SHA256 is verified and kept', verified('SHA256'));
test('PutObject: checksum CRC64NVME is verified and kept', async () =>
  // Computed beforehand: the SDK computes this one only with an optional package of native code.
  assert.equal((await put('sum-CRC64NVME', '123456789', { ChecksumCRC64NVME: 'rosUhgp5mIg=' })).ChecksumCRC64NVME, 'rosUhgp5mIg='));

test('PutObject: a checksum of its own that is wrong is BadDigest', () =>
  refused(put('bad', '123456789', { ChecksumSHA256: Buffer.alloc(32).toString('base64') }), 'BadDigest'));

test('PutObject: a stream is sent in chunks with a trailing checksum', async () => {
  await put('streamed', Readable.from([Buffer.from('one '), Buffer.from('two')]), { ContentLength: 7 });
  assert.equal(await text('streamed'), 'one two');
});

test('PutObject: 1 MiB comes back byte by byte', async () => {
  const body = Buffer.from(Array.from({ length: mebibyte }, (_, i) => (i * 31 + (i >> 8)) & 255));
  await put('big', body);
  assert.ok(Buffer.from(await (await get('big')).Body.transformToByteArray()).equals(body));
});

test('PutObject: If-None-Match * makes an object once', async () => {
  const key = fresh('once');
  await put(key, '1', { IfNoneMatch: '*' });
  await refused(put(key, '2', { IfNoneMatch: '*' }), 'PreconditionFailed');
  assert.equal(await text(key), '1');
});

test('PutObject: If-Match replaces what was seen alone', async () => {
  const key = fresh('match');
  const { ETag } = await put(key, '1');
  await put(key, '2', { IfMatch: ETag });
  await refused(put(key, '3', { IfMatch: ETag }), 'PreconditionFailed');
  await refused(put(fresh('none'), '3', { IfMatch: ETag }), 'NoSuchKey');
});

test('PutObject: to a bucket that is not there is NoSuchBucket', () => refused(s3.send(new PutObjectCommand({ Bucket: 'nobody-s-bucket', Key: 'x', Body: 'x' })), 'NoSuchBucket'));

test('PutObject: a key of more than 1,024 bytes is KeyTooLongError', () => refused(put('k'.repeat(1025), 'x'), 'KeyTooLongError'));

const there = key => async () => {
  await put(`odd/${key}`, key);
  assert.equal(await text(`odd/${key}`), key);
  assert.ok(keys(await list({ Prefix: 'odd/' })).includes(`odd/${key}`));
  await s3.send(new DeleteObjectCommand({ Bucket, Key: `odd/${key}` }));
  await missing(head(`odd/${key}`));
};

test('Odd keys: blanks, plus, percent and ampersand', there('a b+c&d=e%20f'));
test('Odd keys: beyond ASCII and beyond the basic plane', there('ümlaut/상품/🛒'));
test('Odd keys: quotes, parentheses, asterisk and tilde', there('(1)*!~\'".txt'));
test('Odd keys: question mark and hash', there('q?x=1#frag'));
test('Odd keys: a tab', there('tab\there'));
test('Odd keys: a backslash', there('back\\slash'));
test('Odd keys: angle brackets and an entity', there('<xml>&amp;'));

test('Odd keys: a folder marker is an object of no bytes', async () => {
  await put('marked/', '');
  await put('marked/x', 'x');
  assert.deepEqual(keys(await list({ Prefix: 'marked/' })), ['marked/', 'marked/x']);
  assert.equal((await head('marked/')).ContentLength, 0);
  await s3.send(new DeleteObjectCommand({ Bucket, Key: 'marked/' }));
  assert.deepEqual(keys(await list({ Prefix: 'marked/' })), ['marked/x']);
});

test('Odd keys: dots climb nowhere', async () => {
  for (const key of ['../outside', 'in/../../outside', '..', './x'])
    await refused(put(key, 'x'), 'NotImplemented');
});

test('GetObject: ranges', async () => {
  await put('digits', '0123456789');
  const part = await get('digits', { Range: 'bytes=2-4' });
  assert.deepEqual([await part.Body.transformToString(), part.ContentRange, part.$metadata.httpStatusCode], ['234', 'bytes 2-4/10', 206]);
  assert.equal(await text('digits', { Range: 'bytes=-3' }), '789');
  assert.equal(await text('digits', { Range: 'bytes=8-' }), '89');
  await refused(get('digits', { Range: 'bytes=10-' }), 'InvalidRange');
});

test('GetObject: conditions', async () => {
  const { ETag } = await put('conditions', 'x');
  const past = new Date(Date.now() - 86_400_000);
  const future = new Date(Date.now() + 86_400_000);
  assert.equal(await text('conditions', { IfMatch: ETag }), 'x');
  await refused(get('conditions', { IfMatch: '"other"' }), 'PreconditionFailed');
  assert.equal((await get('conditions', { IfNoneMatch: ETag }).catch(e => e)).$metadata.httpStatusCode, 304);
  assert.equal(await text('conditions', { IfModifiedSince: past }), 'x');
  await refused(get('conditions', { IfUnmodifiedSince: past }), 'PreconditionFailed');
  assert.equal(await text('conditions', { IfUnmodifiedSince: future }), 'x');
});

test('GetObject: headers of the answer as asked for', async () => {
  await put('named', 'x', { ContentType: 'text/plain' });
  const answer = await get('named', { ResponseContentType: 'text/csv', ResponseContentDisposition: 'attachment; filename="n.csv"' });
  assert.deepEqual([answer.ContentType, answer.ContentDisposition], ['text/csv', 'attachment; filename="n.csv"']);
});

test('GetObject: is not there', () => refused(get('nobody'), 'NoSuchKey', 'The specified key does not exist.'));

test('HeadObject: is not there', () => missing(head('nobody')));

test('waitUntilObjectExists and waitUntilObjectNotExists: end', async () => {
  await put('awaited', 'x');
  assert.equal((await waitUntilObjectExists({ client: s3, maxWaitTime: 30, minDelay: 1, maxDelay: 1 }, { Bucket, Key: 'awaited' })).state, 'SUCCESS');
  assert.equal((await waitUntilObjectNotExists({ client: s3, maxWaitTime: 30, minDelay: 1, maxDelay: 1 }, { Bucket, Key: 'nobody' })).state, 'SUCCESS');
});

test('ListObjectsV2: prefix and delimiter', async () => {
  for (const key of ['tree/a', 'tree/b/1', 'tree/b/2', 'tree/c/d/e']) await put(key, key);
  const answer = await list({ Prefix: 'tree/', Delimiter: '/' });
  assert.deepEqual(keys(answer), ['tree/a']);
  assert.deepEqual(answer.CommonPrefixes.map(p => p.Prefix), ['tree/b/', 'tree/c/']);
  assert.equal(answer.KeyCount, 3);
});

test('ListObjectsV2: another delimiter', async () => {
  for (const key of ['dash/a-1', 'dash/a-2', 'dash/b']) await put(key, key);
  const answer = await list({ Prefix: 'dash/', Delimiter: '-' });
  assert.deepEqual([keys(answer), answer.CommonPrefixes.map(p => p.Prefix)], [['dash/b'], ['dash/a-']]);
});

test('ListObjectsV2: start-after and pages', async () => {
  for (let i = 0; i < 7; i++) await put(`paged/${i}`, 'x');
  assert.deepEqual(keys(await list({ Prefix: 'paged/', StartAfter: 'paged/4' })), ['paged/5', 'paged/6']);
  const found = await all(paginateListObjectsV2({ client: s3, pageSize: 3 }, { Bucket, Prefix: 'paged/' }), 'Contents');
  assert.deepEqual(found.map(o => o.Key), [0, 1, 2, 3, 4, 5, 6].map(i => `paged/${i}`));
  assert.deepEqual([found[0].Size, found[0].ETag, found[0].StorageClass], [1, md5('x'), 'STANDARD']);
});

test('ListObjectsV2: encoding-type url', async () => {
  await put('url/a b/ü', 'x');
  const answer = await list({ Prefix: 'url/a b', EncodingType: 'url' });
  assert.deepEqual([answer.EncodingType, decodeURIComponent(answer.Contents[0].Key.replaceAll('+', ' '))], ['url', 'url/a b/ü']);
});

test('ListObjectsV2: in the order of UTF-8 bytes', async () => {
  for (const key of ['é', 'z', 'Z', '\u{1F600}', '\uFF61', 'a-b', 'a/b', 'a']) await put(`order/${key === 'a' ? 'a.' : key}`, 'x');
  const found = keys(await list({ Prefix: 'order/' }));
  assert.deepEqual(found, [...found].sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b))));
  assert.equal(found.length, 8);
});

test('ListObjects: the first version of the operation, with markers', async () => {
  for (let i = 0; i < 3; i++) await put(`v1/${i}/x`, 'x');
  const first = await s3.send(new ListObjectsCommand({ Bucket, Prefix: 'v1/', Delimiter: '/', MaxKeys: 2 }));
  assert.deepEqual([first.IsTruncated, first.NextMarker, first.CommonPrefixes.map(p => p.Prefix)], [true, 'v1/1/', ['v1/0/', 'v1/1/']]);
  const second = await s3.send(new ListObjectsCommand({ Bucket, Prefix: 'v1/', Delimiter: '/', Marker: first.NextMarker }));
  assert.deepEqual([second.IsTruncated, second.CommonPrefixes.map(p => p.Prefix)], [false, ['v1/2/']]);
  assert.deepEqual(keys(await s3.send(new ListObjectsCommand({ Bucket, Prefix: 'v1/', Marker: 'v1/1/x' }))), ['v1/2/x']);
});

test('CopyObject: content, type and metadata go along', async () => {
  await put('from/ü +', 'copied', { ContentType: 'text/plain', Metadata: { m: '1' } });
  const { CopyObjectResult } = await s3.send(new CopyObjectCommand({ Bucket, Key: 'to', CopySource: `${Bucket}/${encodeURIComponent('from/ü +')}` }));
  assert.equal(CopyObjectResult.ETag, md5('copied'));
  assert.equal(await text('to'), 'copied');
  assert.deepEqual((await head('to')).Metadata, { m: '1' });
});

test('CopyObject: onto itself needs new metadata', async () => {
  await put('self', 'x');
  await refused(s3.send(new CopyObjectCommand({ Bucket, Key: 'self', CopySource: `${Bucket}/self` })), 'InvalidRequest');
  await s3.send(new CopyObjectCommand({ Bucket, Key: 'self', CopySource: `${Bucket}/self`, MetadataDirective: 'REPLACE', Metadata: { n: '2' } }));
  assert.deepEqual((await head('self')).Metadata, { n: '2' });
});

test('CopyObject: conditions on its source', async () => {
  const { ETag } = await put('source', 'x');
  const copy = more => s3.send(new CopyObjectCommand({ Bucket, Key: 'target', CopySource: `${Bucket}/source`, ...more }));
  await copy({ CopySourceIfMatch: ETag });
  await refused(copy({ CopySourceIfMatch: '"other"' }), 'PreconditionFailed');
  await refused(copy({ CopySourceIfNoneMatch: ETag }), 'PreconditionFailed');
  await refused(s3.send(new CopyObjectCommand({ Bucket, Key: 'target', CopySource: `${Bucket}/nobody` })), 'NoSuchKey');
});

test('DeleteObject: what is not there is deleted too', async () =>
  assert.equal((await s3.send(new DeleteObjectCommand({ Bucket, Key: 'nobody' }))).$metadata.httpStatusCode, 204));

test('DeleteObjects: 1,000 keys at once', async () => {
  const names = Array.from({ length: 1000 }, (_, i) => `thousand/${i}`);
  for (const key of names.slice(0, 5)) await put(key, 'x');
  const { Deleted, Errors } = await s3.send(new DeleteObjectsCommand({ Bucket, Delete: { Objects: names.map(Key => ({ Key })) } }));
  assert.deepEqual([Deleted.length, Errors?.length ?? 0], [1000, 0]);
  assert.deepEqual(keys(await list({ Prefix: 'thousand/' })), []);
});

test('DeleteObjects: quiet tells of errors alone', async () => {
  const { Deleted } = await s3.send(new DeleteObjectsCommand({ Bucket, Delete: { Quiet: true, Objects: [{ Key: 'nobody' }] } }));
  assert.equal(Deleted?.length ?? 0, 0);
});

test('DeleteObjects: more than 1,000 keys are MalformedXML', () =>
  refused(s3.send(new DeleteObjectsCommand({ Bucket, Delete: { Objects: Array.from({ length: 1001 }, (_, i) => ({ Key: `k${i}` })) } })), 'MalformedXML'));

test('Object tags: put with the object, replaced, read', async () => {
  await put('tagged', 'x', { Tagging: 'a=1&b=two%20words' });
  const tags = async () => (await s3.send(new GetObjectTaggingCommand({ Bucket, Key: 'tagged' }))).TagSet;
  assert.deepEqual(await tags(), [{ Key: 'a', Value: '1' }, { Key: 'b', Value: 'two words' }]);
  await s3.send(new PutObjectTaggingCommand({ Bucket, Key: 'tagged', Tagging: { TagSet: [{ Key: 'c', Value: '3' }] } }));
  assert.deepEqual(await tags(), [{ Key: 'c', Value: '3' }]);
});

test('Multipart: lib-storage uploads in parts', async () => {
  const body = Buffer.alloc(11 * mebibyte, 'm');
  const answer = await new Upload({ client: s3, params: { Bucket, Key: 'multi', Body: body, Metadata: { m: '1' } }, partSize: 5 * mebibyte }).done();
  assert.match(answer.ETag, /^"[0-9a-f]{32}-3"$/);
  const seen = await head('multi');
  assert.deepEqual([seen.ContentLength, seen.Metadata], [body.length, { m: '1' }]);
  assert.ok(Buffer.from(await (await get('multi')).Body.transformToByteArray()).equals(body));
});

test('Multipart: parts and uploads are listed, an aborted one is gone', async () => {
  const Key = 'aborted';
  const { UploadId } = await s3.send(new CreateMultipartUploadCommand({ Bucket, Key }));
  for (const PartNumber of [1, 2, 3]) await s3.send(new UploadPartCommand({ Bucket, Key, UploadId, PartNumber, Body: `part ${PartNumber}` }));
  assert.deepEqual((await all(paginateListParts({ client: s3, pageSize: 2 }, { Bucket, Key, UploadId }), 'Parts')).map(p => [p.PartNumber, p.Size, p.ETag]),
    [1, 2, 3].map(n => [n, 6, md5(`part ${n}`)]));
  const { Uploads } = await s3.send(new ListMultipartUploadsCommand({ Bucket, Prefix: Key }));
  assert.deepEqual(Uploads.map(u => [u.Key, u.UploadId]), [[Key, UploadId]]);
  await s3.send(new AbortMultipartUploadCommand({ Bucket, Key, UploadId }));
  await refused(s3.send(new ListPartsCommand({ Bucket, Key, UploadId })), 'NoSuchUpload');
  await missing(head(Key));
});

test('Multipart: parts copied from an object', async () => {
  await put('whole', Buffer.alloc(6 * mebibyte, 'w'));
  const Key = 'joined';
  const { UploadId } = await s3.send(new CreateMultipartUploadCommand({ Bucket, Key }));
  const part = async (PartNumber, more) =>
    ({ PartNumber, ETag: (await s3.send(new UploadPartCopyCommand({ Bucket, Key, UploadId, PartNumber, CopySource: `${Bucket}/whole`, ...more }))).CopyPartResult.ETag });
  const Parts = [await part(1), await part(2, { CopySourceRange: 'bytes=0-9' })];
  await s3.send(new CompleteMultipartUploadCommand({ Bucket, Key, UploadId, MultipartUpload: { Parts } }));
  assert.equal((await head(Key)).ContentLength, 6 * mebibyte + 10);
});

test('Multipart: a part that was not sent is InvalidPart, a wrong order InvalidPartOrder, a small one EntityTooSmall', async () => {
  const Key = 'refused';
  const { UploadId } = await s3.send(new CreateMultipartUploadCommand({ Bucket, Key }));
  const sent = [];
  for (const PartNumber of [1, 2]) sent.push({ PartNumber, ETag: (await s3.send(new UploadPartCommand({ Bucket, Key, UploadId, PartNumber, Body: 'small' }))).ETag });
  const complete = Parts => s3.send(new CompleteMultipartUploadCommand({ Bucket, Key, UploadId, MultipartUpload: { Parts } }));
  await refused(complete([{ PartNumber: 3, ETag: sent[0].ETag }]), 'InvalidPart');
  await refused(complete([sent[1], sent[0]]), 'InvalidPartOrder');
  await refused(complete(sent), 'EntityTooSmall');
  await complete(sent.slice(0, 1));
  assert.equal(await text(Key), 'small');
});

test('Presigned URLs: GET and PUT without credentials', async () => {
  // By default the SDK signs the checksum of the body that it does not have, and S3 holds the one that comes to it.
  const unsummed = client(S3Client, { forcePathStyle: true, requestChecksumCalculation: 'WHEN_REQUIRED' });
  const write = await getSignedUrl(unsummed, new PutObjectCommand({ Bucket, Key: 'presigned/ü x' }), { expiresIn: 60 });
  assert.equal((await fetch(write, { method: 'PUT', body: 'signed before' })).status, 200);
  const read = await getSignedUrl(s3, new GetObjectCommand({ Bucket, Key: 'presigned/ü x', ResponseContentType: 'text/csv' }), { expiresIn: 60 });
  const answer = await fetch(read);
  assert.deepEqual([await answer.text(), answer.headers.get('content-type')], ['signed before', 'text/csv']);
});

test('Presigned URLs: another key, method or signature is refused', async () => {
  await put('presigned/y', 'y');
  const url = await getSignedUrl(s3, new GetObjectCommand({ Bucket, Key: 'presigned/y' }), { expiresIn: 60 });
  for (const [address, options] of [[url.replace('presigned/y', 'presigned/z'), {}], [url, { method: 'DELETE' }], [url.replace(/X-Amz-Expires=60/, 'X-Amz-Expires=600'), {}]]) {
    const answer = await fetch(address, options);
    assert.equal(answer.status, 403);
    assert.match(await answer.text(), /<Code>SignatureDoesNotMatch<\/Code>/);
  }
});

test('Presigned URLs: an old one has expired', async () => {
  const url = await getSignedUrl(s3, new GetObjectCommand({ Bucket, Key: 'presigned/y' }), { expiresIn: 60, signingDate: new Date(Date.now() - 120_000) });
  const answer = await fetch(url);
  assert.equal(answer.status, 403);
  assert.match(await answer.text(), /<Code>AccessDenied<\/Code><Message>Request has expired<\/Message>/);
});

test('An operation that LocalAws does not have is NotImplemented', () =>
  refused(s3.send(new GetObjectCommand({ Bucket, Key: 'a', PartNumber: 1 })), 'NotImplemented'));
