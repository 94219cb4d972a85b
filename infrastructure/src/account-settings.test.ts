import { expect, it } from 'vitest';
import { readAccountSettings } from './account-settings.ts';

it('without a repository no workflow deploys', () => {
  expect(readAccountSettings({}).github).toBeUndefined();
});

it('a repository’s runs are known by its name and its environments', () => {
  expect(readAccountSettings({ repository: 'owner/name', repositoryId: '42' }).github).toEqual({
    repositoryId: '42',
    subjects: ['repo:owner/name:environment:dev', 'repo:owner/name:environment:prod'],
    trusted: false,
  });
});

it('knows the buckets of the sites by the names that the environments give them', () => {
  expect(readAccountSettings({}).sites).toEqual([
    'agentic-service-bot-dev-frontend',
    'agentic-service-bot-prod-frontend',
  ]);
  expect(readAccountSettings({ 'prod.bucketName': 'our-chat' }).sites[1]).toBe('our-chat');
});

it('a token that says it in another way can be named', () => {
  const given = { repository: 'owner/name', repositoryId: 42, subjectPrefix: 'repo:owner@7/name@42' };
  expect(readAccountSettings(given).github?.subjects[0]).toBe('repo:owner@7/name@42:environment:dev');
});

it.each([
  [{ 'dev.bucketName': 'No' }, /bucketName: .*give 3 to 63/],
  [{ githubTrusted: 'perhaps' }, /githubTrusted: give true or false/],
  [{ repository: 'owner/name' }, /repositoryId: give repository and repositoryId together/],
  [{ repository: 'name', repositoryId: '1' }, /repository: give it as owner\/name/],
  [{ repository: 'owner/name', repositoryId: 'one' }, /repositoryId: give the number/],
  [
    { repository: 'owner/name', repositoryId: '1', subjectPrefix: 'x' },
    /subjectPrefix: give all of a token’s `sub`/,
  ],
])('names what is wrong: %o', (context, problem) => {
  expect(() => readAccountSettings(context)).toThrow(problem);
});
