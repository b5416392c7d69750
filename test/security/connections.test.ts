import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { grant, renamed } from "./acl.ts";
import { aclsOf } from "./acl-commands.ts";
import { runCommand } from "./command.ts";
import { login, MECHANISMS, tls } from "./logins.ts";
import { assertHides, assertNoExchange, shownBy } from "./secrets.ts";
import { openSecured, type SecuredBroker } from "./secured-broker.ts";
import { namesOf, startSecuredPair } from "./secured-pair.ts";

const USERS = {
  topics: "topics-Pa55/w0rd+1",
  ingestor: "ingestor-Pa55/w0rd+2",
  windower: "windower-Pa55/w0rd+3",
};
const PAGES = ["/metrics", "/readyz", "/livez"];
const WRONG = "wr0ng-Pa55/w0rd+4";

describe("connections", { concurrency: 2 }, () => {
  let broker: SecuredBroker;
  before(async () => {
    broker = await openSecured(USERS);
  });
  after(() => broker?.close());

  test("a pair works over TLS where it is told of the authority", async t => {
    const secure = tls(broker, broker.tls);
    const pair = await startSecuredPair("tls-", secure, secure);
    t.after(() => pair.close());
    await pair.published(broker.open);
  });

  const certificates = {
    "from an authority it does not know": {
      expected:
        /^KafkaJSConnectionError: localhost:\d+: .*self-signed certificate in .*Set NODE_EXTRA_CA_CERTS/m,
      at: () => ({ KAFKA_BROKERS: broker.tls, KAFKA_SSL: "true" }),
    },
    "for another name": {
      expected:
        /^KafkaJSConnectionError: localhost:\d+: .*broker\.example.*Use one of them in KAFKA_BROKERS/m,
      at: () => tls(broker, broker.stranger),
    },
    "for a name, where it is asked for by address": {
      expected: /^KafkaJSConnectionError: 127\.0\.0\.1:\d+: .*Use one of them in KAFKA_BROKERS/m,
      at: () => tls(broker, broker.tls.replace("localhost", "127.0.0.1")),
    },
  };
  for (const [which, { expected, at }] of Object.entries(certificates)) {
    test(`a certificate ${which} ends a service, which says whose and what to do`, async () => {
      const { code, said } = await runCommand("windower", at());
      assert.match(said, expected);
      assert.equal(code, 1);
    });
  }

  for (const mechanism of MECHANISMS) {
    const prefix = `${mechanism}-`;
    const as = (user: keyof typeof USERS) => login(broker, USERS, user, mechanism);

    test(`${mechanism}: a pair with the documented ACLs publishes features and shows no password`, async t => {
      const { work, create } = aclsOf("topics");
      const lists = {
        topics: [...work, ...create],
        ingestor: aclsOf("ingestor").work,
        windower: aclsOf("windower").work,
      };
      for (const [user, acls] of Object.entries(lists))
        await grant(
          broker.admin,
          user,
          acls.map(acl => renamed(acl, prefix)),
        );
      const topics = await runCommand("topics", { ...namesOf(prefix), ...as("topics") });
      assert.equal(topics.code, 0, topics.said);
      const debug = { LOG_LEVEL: "debug" };
      const pair = await startSecuredPair(
        prefix,
        { ...as("ingestor"), ...debug },
        { ...as("windower"), ...debug },
      );
      t.after(() => pair.close());
      await pair.published(broker.open);
      // What a windower needs to go on from a checkpoint is not what it needs to begin.
      await pair.restartWindower(broker.open);
      await pair.published(broker.open);
      for (const [n, user] of (["ingestor", "windower"] as const).entries()) {
        const service = pair.services[n]!;
        assertHides(await shownBy(service, PAGES), user, USERS[user]);
        assertNoExchange(service);
      }
    });

    test(`${mechanism}: a wrong password ends a service at its first attempt, and is not shown`, async () => {
      const env = { ...as("windower"), KAFKA_SASL_PASSWORD: WRONG, LOG_LEVEL: "debug" };
      const { code, said } = await runCommand("windower", env);
      assert.match(
        said,
        /localhost:\d+ refuses user windower: .*Look at KAFKA_SASL_MECHANISM, KAFKA_SASL_USERNAME/,
      );
      assert.equal(code, 1);
      // The handshake that comes before each login.
      assert.equal(said.match(/"Request SaslHandshake/g)?.length, 1);
      assertHides(said, "windower", WRONG);
    });
  }
});
