/** What the service answers with codes, in English words: refusals, and what it found to be wrong. */

import type { AdminFaultCode, FindingCode } from '../../../src/protocol/service-codes.js'

export const serviceEnglish = {
  refusals: {
    'bad-request': 'This was not done: something is missing, or does not fit what is set here now.',
    'not-found': 'This is not there any more: look again.',
    'rate-limited': 'That was too often: wait some minutes.',
    'too-busy': 'The service has too much to do at this moment: try again in a few seconds.',
    'session-missing': 'You are not signed in.',
    'session-expired': 'You are not signed in any more: sign in again.',
    'code-wrong': 'This code is not right, or was used before.',
    'code-expired': 'This took too long: begin again.',
    'second-factor-missing': 'Make a second factor of your own first.',
    'second-factors-full': 'You have as many second factors as there can be: remove one first.',
    'host-name-missing': 'Passkeys need a host name: open the console by its name, not by an address.',
    'origin-refused':
      'The service does not know the address of this page: open the console at its own address.',
    'message-too-large': 'This is too long.',
    'wrong-credentials': 'The name or the password is wrong.',
    'not-allowed': 'You may not do this here.',
    'role-too-low': 'Your role does not allow this.',
    'last-owner': 'Somebody must stay an owner, and the first admin stays.',
    'set-in-environment': 'It is set in the environment: change it there, then restart the service.',
    'account-exists': 'There is an admin of that name.',
    'account-not-found': 'There is no such admin any more.',
    'channel-not-found': 'This channel is gone: look at the list again.',
    'channel-exists': 'This place has a channel already.',
    'channel-changed-meanwhile':
      'Somebody else changed this channel meanwhile. Close it, look at its settings now, then change it.',
    'secret-shown-before':
      'It was shown already, and is not shown again. Make a new one, or ask whoever runs the service.',
    'settings-invalid': 'Something of this is not valid: nothing was saved.',
    'store-unwritable':
      'The service cannot save this at the moment: its disk is full or may not be written, or its database is out of reach.',
    internal: 'The service failed at this. Its log says why.',
  } satisfies Record<AdminFaultCode, string>,
  /** Of whom or what is said before it. */
  findings: {
    starting: 'has not been asked yet.',
    unreachable: 'The simulator is not up, or not yet, or its address is another.',
    'timed-out': 'The simulator is busy, perhaps starting.',
    'answer-invalid': 'Something else than a simulator answers there.',
    'wrong-password': 'Wrong password: compare it with [RemoteAdmin] access_password of the simulator.',
    'address-not-allowed':
      'The simulator does not allow this machine: add its address to [RemoteAdmin] access_ip_addresses.',
    'method-not-enabled':
      'The simulator is up, its RemoteAdmin is not, or not yet: set [RemoteAdmin] enabled = true and name the methods in enabled_methods.',
    'region-unknown':
      'The simulator has no such region, or has not loaded it yet: its name is case-sensitive, its UUID stands in Regions.ini.',
    refused: 'The simulator refused: its log says why.',
    internal: 'The voice service failed at the answer: its log says why.',
    'grid-unreachable': 'Robust cannot be reached: is it running, and does it listen on that address?',
    'grid-firewall': 'No connection to Robust: a firewall drops it. Let this machine reach its private port.',
    'grid-slow': 'Robust is too slow: it is starting, or its database is overloaded.',
    'grid-public-port':
      'Robust answers with nothing: ROBUST_URL must name its private port (8003), or it is still starting.',
    'grid-password':
      'Robust wants another user and password: compare those in ROBUST_URL with HttpAuthUsername and HttpAuthPassword.',
    'grid-answer-invalid': 'The answer of Robust cannot be used: does another program answer there?',
    'grid-refused': 'Robust failed at the question: its log says why.',
    'message-unreachable':
      'A simulator cannot be reached for instant messages: let this machine reach the address that the grid lists for it.',
    'message-not-enabled':
      'A simulator takes no instant messages: set [Messaging] MessageTransferModule in its OpenSim.ini.',
    'grid-page-unanswered':
      'The grid’s page for signing in does not answer: does ROBUST_PUBLIC_URL name the public port?',
    'grid-clear-text':
      'Passwords can be read on the way to Robust: use a private network, a tunnel or https.',
    'simulator-not-own':
      'The password for all simulators is not sent to this one, for whoever registers a region names its address: put it into ROBUST_SIMULATORS if it is yours, or give it a line of its own.',
    'land-not-enabled':
      'The simulator does not tell of its parcels: set [Modules] LandServiceInConnector = true there and restart it.',
    'land-unreachable':
      'The simulator cannot be reached at the address that the grid lists: is it up, and does a firewall refuse this machine?',
    'land-answer-invalid': 'Something else than a simulator answers at the address that the grid lists.',
    'code-missing':
      'No codes can be shown: add |admin_alert_user to [RemoteAdmin] enabled_methods if it is OpenSimulator 0.9.3.1 or newer; otherwise set "code_sign_in": false for it.',
    'grid-password-missing':
      'Grid passwords cannot be checked: add |admin_authenticate_user to [RemoteAdmin] enabled_methods.',
    'vivox-refused': 'The Vivox admin name or password there is wrong.',
    'webrtc-refused':
      'The secret at the end of WebRtcVoiceServerURI is wrong, or its address is not allowed.',
    'script-refused': 'The region secret there is wrong.',
    'turn-unreachable':
      'Nothing answers there: check TURN_URLS, that coturn runs, and that its port is open.',
    'turn-wrong-secret':
      'It refuses the credentials of this service: set TURN_SECRET to its static-auth-secret, and use-auth-secret there.',
    'turn-open-to-all': 'It relays for anybody, who can then send from its address: set use-auth-secret.',
    'turn-clock': 'Its clock is far ahead of this machine’s: set both clocks by NTP.',
    'turn-full': 'It makes no allocation: raise its quotas or widen its ports, and look into its log.',
    'certificate-refused':
      'The authority issued no certificate: the log and “opensim-voice check” say what to do.',
    'certificate-self-signed':
      'It is self-signed: browsers warn of it, and phones often refuse. With a name of your own, ACME_EMAIL gets a real one.',
    'certificate-untrusted':
      'Browsers do not trust it: TLS_CERT_FILE must hold the whole chain, the authority’s own certificates too.',
    'certificate-other-host':
      'The certificate is for another name: get one for this name, or correct PUBLIC_URL.',
    'certificate-ended': 'The certificate has ended: renew it.',
    'certificate-ends-soon': 'It ends soon: is its renewal set up?',
    'plain-http': 'Over plain http browsers give no microphone: use an https address.',
    'url-unanswered':
      'It does not answer from this machine. Where the router cannot lead back inside this is no fault: try it from a phone without Wi-Fi.',
    'clock-off':
      'The clock of the service and of your browser do not agree: let NTP set both. Links, codes and certificates depend on it.',
    named: '',
  } satisfies Record<FindingCode, string>,
  storeCure: 'Make room on its disk, or look at the rights of its data directory.',
}

export type ServiceTexts = typeof serviceEnglish
