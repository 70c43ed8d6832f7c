import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ListBucketsCommand, S3Client } from '@aws-sdk/client-s3';
import { AssumeRoleCommand, AssumeRoleWithWebIdentityCommand, GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { client, refused } from './harness.mjs';

const sts = client(STSClient);
const role = 'arn:aws:iam::000000000000:role/reader';

const assume = async (more = {}) => (await sts.send(new AssumeRoleCommand({ RoleArn: role, RoleSessionName: 'suite', ...more })));
const credentials = ({ Credentials: c }) => ({ accessKeyId: c.AccessKeyId, secretAccessKey: c.SecretAccessKey, sessionToken: c.SessionToken });

test('GetCallerIdentity: account, ARN and user id', async () => {
  const identity = await sts.send(new GetCallerIdentityCommand({}));
  assert.equal(identity.Account, '000000000000');
  assert.match(identity.Arn, /^arn:aws:iam::000000000000:/);
  assert.ok(identity.UserId);
});

test('AssumeRole: a session for as long as asked', async () => {
  const before = Date.now();
  const { Credentials, AssumedRoleUser } = await assume({ DurationSeconds: 900 });
  assert.equal(AssumedRoleUser.Arn, 'arn:aws:sts::000000000000:assumed-role/reader/suite');
  assert.ok(Math.abs(Credentials.Expiration - before - 900_000) < 10_000);
});

test('AssumeRole: the session signs for every service', async () => {
  const session = credentials(await assume());
  assert.match((await client(STSClient, { credentials: session }).send(new GetCallerIdentityCommand({}))).Arn, /assumed-role\/reader\/suite$/);
  assert.ok((await client(S3Client, { credentials: session, forcePathStyle: true }).send(new ListBucketsCommand({}))).Buckets);
});

test('AssumeRole: a duration below 900 seconds is a ValidationError', () => refused(assume({ DurationSeconds: 10 }), 'ValidationError'));

test('AssumeRole: a role that is not there is AccessDenied', () => refused(assume({ RoleArn: `${role}-x` }), 'AccessDenied'));

// The SDK names the exception by its model; on the wire the code is InvalidIdentityToken.
test('AssumeRoleWithWebIdentity: what is no token is InvalidIdentityToken', () =>
  refused(
    sts.send(new AssumeRoleWithWebIdentityCommand({ RoleArn: role, RoleSessionName: 'suite', WebIdentityToken: 'no.token' })), 'InvalidIdentityTokenException'));

test('Any service: an unknown access key id is refused', () =>
  refused(
    client(STSClient, { credentials: { accessKeyId: 'AKIANOBODYNOBODYNOB', secretAccessKey: 'x' } }).send(new GetCallerIdentityCommand({})),
    'InvalidClientTokenId'));

test('Any service: a wrong secret is SignatureDoesNotMatch', () =>
  refused(
    client(STSClient, { credentials: { accessKeyId: process.env.AWS_ACCESS_KEY_ID, secretAccessKey: 'x' } }).send(new GetCallerIdentityCommand({})),
    'SignatureDoesNotMatch'));
