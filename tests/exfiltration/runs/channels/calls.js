/** Channels over WebRTC, whose packets are not HTTP requests. */

const TRAPPED = { trap: true };

way("WebRTC: STUN", ({ trap }) => call(RTCPeerConnection, `stun:127.0.0.1:${trap}`), TRAPPED);
way("WebRTC: TURN by packets", ({ trap }) => call(RTCPeerConnection, `turn:127.0.0.1:${trap}?transport=udp`), TRAPPED);
way("WebRTC: TURN by a connection", ({ trap }) => call(RTCPeerConnection, `turn:127.0.0.1:${trap}?transport=tcp`), TRAPPED);
// Runs last, because with our headers Chromium 156 not only blocks it but ends the page.
way("WebRTC from a fresh window", ({ trap }) => call(freshWindow().RTCPeerConnection, `stun:127.0.0.1:${trap}`), { ...LAST, ...TRAPPED });
way("WebRTC: look-up of a name", ({ name }) => call(RTCPeerConnection, `stun:${name}:3478`));
way("WebRTC: a call to an address", ({ trap }) => callTo(trap), TRAPPED);

/** @param {typeof RTCPeerConnection} Kind @param {string} urls */
async function call(Kind, urls) {
  const connection = new Kind({ iceServers: [{ urls, username: "x", credential: "x" }] });
  connection.createDataChannel("x");
  await connection.setLocalDescription(await connection.createOffer());
}

/** Connects two peers in this page, but gives one of them the attacker's address for the other. @param {number} port */
async function callTo(port) {
  const [caller, called] = [new RTCPeerConnection(), new RTCPeerConnection()];
  caller.createDataChannel("x");
  await caller.setLocalDescription(await caller.createOffer());
  await called.setRemoteDescription(caller.localDescription);
  await called.setLocalDescription(await called.createAnswer());
  await caller.setRemoteDescription(called.localDescription);
  await caller.addIceCandidate({ candidate: `candidate:1 1 udp 2130706431 127.0.0.1 ${port} typ host`, sdpMid: "0" });
}
