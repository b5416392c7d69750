import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import type { PipelineState } from "@market/dashboard";
import { events } from "../e2e/dashboard.ts";
import { eventually } from "../e2e/eventually.ts";
import { Service } from "../e2e/service.ts";
import { client } from "../e2e/topic.ts";
import { grant, renamed, toText } from "./acl.ts";
import { aclsOf, KAFKA_COMMANDS, RPK_COMMANDS } from "./acl-commands.ts";
import { runCommand } from "./command.ts";
import { foreignClient, readOne, writeOne } from "./foreign-client.ts";
import { runLacking } from "./lacking.ts";
import { COMMAND_LACKS, SERVICE_LACKS } from "./lacks.ts";
import { login } from "./logins.ts";
import { openSecured, type SecuredBroker } from "./secured-broker.ts";
import { namesOf, saidBy, startSecuredPair } from "./secured-pair.ts";
import { mention, without } from "./trial.ts";

const SERVICES = ["topics", "ingestor", "windower", "dashboard", "reader", "watchlist"] as const;
const LACKING = [...SERVICE_LACKS, ...COMMAND_LACKS];
const NAMES = [...SERVICES, "viewer", ...LACKING.map(({ user }) => user)];
const USERS = Object.fromEntries(NAMES.map(name => [name, `${name}-password`]));

test("the rpk commands of the document allow what its kafka-acls commands allow", () => {
  const texts = (commands: typeof RPK_COMMANDS) =>
    commands.map(({ user, acls }) => `${user}: ${acls.map(toText).sort()}`);
  assert.ok(KAFKA_COMMANDS.length > 10);
  assert.deepEqual(texts(RPK_COMMANDS), texts(KAFKA_COMMANDS));
});

describe("ACLs", () => {
  let broker: SecuredBroker;
  before(async () => {
    broker = await openSecured(USERS);
    for (const user of SERVICES) {
      const { work, create } = aclsOf(user);
      await grant(broker.admin, user, user === "topics" ? [...work, ...create] : work);
    }
    for (const { user, acls } of COMMAND_LACKS) await grant(broker.admin, user, acls);
    const { code, said } = await runTopics("topics");
    assert.equal(code, 0, said);
  });
  after(() => broker?.close());

  const as = (user: string) => login(broker, USERS, user);
  const runTopics = (user: string) => runCommand("topics", { ...namesOf(""), ...as(user) });
  const watchlist = (user: string, ...args: string[]) =>
    runCommand("watchlist", { ...namesOf(""), ...as(user) }, args);
  const stranger = (user: string) => foreignClient(as(user));

  test("an ingestor, a windower or a dashboard that lacks any one ACL of its list says which", async t => {
    const told = await runLacking(broker, as);
    for (const { user, service, missing } of SERVICE_LACKS) {
      await t.test(`${service} without ${toText(missing)}`, () => {
        assert.match(told.get(user)!, new RegExp(mention(missing)));
      });
    }
  });

  test("services that may create their topics do, and an ACL that comes late is noticed without a restart", async t => {
    const listOf = (user: string) => {
      const { work, create } = aclsOf(user);
      return [...work, ...create].map(acl => renamed(acl, "late-"));
    };
    const late = listOf("windower").find(acl => toText(acl) === "Write on topic late-market.features.v1")!;
    await grant(broker.admin, "ingestor", listOf("ingestor"));
    await grant(broker.admin, "windower", without(listOf("windower"), late));
    const pair = await startSecuredPair("late-", as("ingestor"), as("windower"));
    t.after(() => pair.close());
    const publishing = pair.published(broker.open);
    publishing.catch(() => undefined);
    const isRefused = async () => saidBy(pair.services[1]!).includes(`needs ${toText(late)}`) || undefined;
    await eventually("the windower says what it lacks", isRefused);
    await grant(broker.admin, "windower", [late]);
    await publishing;
  });

  test("a dashboard that may read features alone serves them, and its state line fills when the rest is allowed", async t => {
    const { work } = aclsOf("dashboard");
    const features = work.filter(({ name }) => name === "market.features.v1");
    assert.equal(features.length, 1);
    await grant(broker.admin, "viewer", features);
    const service = new Service("dashboard", { ...namesOf(""), ...as("viewer") });
    t.after(() => service.stop("SIGKILL"));
    await eventually("ready", async () =>
      service.port !== undefined && (await service.get("/readyz")).ok ? true : undefined,
    );
    const state = async () => {
      for await (const { event, data } of events(service, ""))
        if (event === "state") return data as PipelineState;
      throw new Error("no state");
    };
    const said = ["market.ticks.v1", "market.late-ticks.v1", "group windower", "group ingestor"];
    await eventually(
      "it says what it lacks",
      async () => said.every(each => saidBy(service).includes(each)) || undefined,
    );
    const { lateTicks, ingestors, windowers, feedDelayMs, trouble, read } = await state();
    assert.deepEqual([lateTicks, ingestors, windowers, feedDelayMs], [null, null, null, null]);
    assert.deepEqual([trouble, read], [null, 1]);
    await grant(broker.admin, "viewer", work);
    await eventually("all of it is known", async () => {
      const now = await state();
      return now.lateTicks === 0 && now.ingestors === 0 && now.windowers === 0 ? true : undefined;
    });
    assert.equal(await service.stop(), 0);
    // Each lack once, however often it was looked.
    for (const each of said) {
      const lines = service.lines.filter(line => JSON.stringify(line).match(`needs \\w+ on .*${each}`));
      assert.equal(lines.length, 1, each);
    }
  });

  test("a dashboard whose login is refused ends with exit code 1, and says why", async t => {
    const env = { ...namesOf(""), ...as("viewer"), KAFKA_SASL_PASSWORD: "wrong" };
    const service = new Service("dashboard", env);
    t.after(() => service.stop("SIGKILL"));
    await service.exited;
    assert.equal(service.exitCode, 1);
    assert.match(service.stderr, /refuses user viewer/);
  });

  test("the watchlist command works with its list, and says which ACL it lacks", async t => {
    const added = await watchlist("watchlist", "add", "NVDA");
    assert.deepEqual(added, { code: 0, said: "added: NVDA\n" });
    await lacking(t, "watchlist", user => watchlist(user, "add", "SPY"));
    const lacksWrite = COMMAND_LACKS.find(
      ({ service, missing }) => service === "watchlist" && missing.operation === "Write",
    )!;
    const listed = await watchlist(lacksWrite.user, "list");
    assert.match(listed.said, /^NVDA\n1 ticker on market\.watchlist\.v1/);
  });

  test("topics that are there are checked, and what that lacks is said", async t => {
    await lacking(t, "topics", runTopics);
  });

  async function lacking(
    t: { test: (name: string, run: () => Promise<void>) => Promise<void> },
    service: string,
    run: (user: string) => Promise<{ code: number | null; said: string }>,
  ): Promise<void> {
    for (const { user, missing } of COMMAND_LACKS.filter(each => each.service === service)) {
      await t.test(`without ${toText(missing)}`, async () => {
        const { code, said } = await run(user);
        assert.match(said, new RegExp(mention(missing)));
        assert.equal(code, 1, said);
      });
    }
  }

  test("a reader reads features with its list, and nothing without any one ACL of it", async t => {
    const { FEATURES_TOPIC } = namesOf("");
    await writeOne(client(broker.open), FEATURES_TOPIC!, "of the test");
    const read = (user: string) => readOne(stranger(user), FEATURES_TOPIC!, "my-reader");
    assert.equal(await read("reader"), "of the test");
    for (const { user, missing } of COMMAND_LACKS.filter(each => each.service === "reader")) {
      await t.test(`without ${toText(missing)}`, async () => {
        await assert.rejects(read(user), new RegExp(`Not authorized to access ${missing.resource}`));
      });
    }
  });

  const forbidden = [
    { user: "windower", may: "write", topic: "market.ticks.v1" },
    { user: "windower", may: "write", topic: "market.watchlist.v1" },
    { user: "windower", may: "read", topic: "market.late-ticks.v1" },
    { user: "ingestor", may: "read", topic: "market.features.v1" },
    { user: "ingestor", may: "read", topic: "market.ticks.v1" },
    { user: "ingestor", may: "write", topic: "market.features.v1" },
    { user: "reader", may: "write", topic: "market.features.v1" },
    { user: "reader", may: "read", topic: "market.ticks.v1" },
    { user: "watchlist", may: "write", topic: "market.ticks.v1" },
    { user: "dashboard", may: "write", topic: "market.features.v1" },
    { user: "dashboard", may: "write", topic: "market.ticks.v1" },
  ] as const;
  for (const { user, may, topic } of forbidden) {
    test(`${user} may not ${may} ${topic}`, async () => {
      const kafka = stranger(user);
      const group = user === "reader" ? "my-reader" : user;
      const doing = may === "write" ? writeOne(kafka, topic, "") : readOne(kafka, topic, group);
      await assert.rejects(doing, /Not authorized to access topics/);
    });
  }
});
