/** What the console says about region keys, in German. */

import type { RegionKeyTexts } from '../english/region-keys.js'

export const regionKeysGerman: RegionKeyTexts = {
  hint: 'Mit einem Regionsschlüssel spricht jemand für einige Regionen des Grids und für keine anderen. Er gilt überall, wo REGION_SECRET gilt, und ein damit gemachter Voice-Link gilt in diesen Regionen, bis das Grid selbst für den Avatar bürgt.',
  none: 'Es gibt noch keine.',
  make: 'Neuer Regionsschlüssel',
  makeIt: 'Schlüssel machen',
  regions: 'Regionen',
  all: 'jede Region des Grids',
  others: 'Andere, mit ihrer UUID',
  may: 'Darf',
  rights: {
    positions: 'melden, wo Avatare sind',
    links: 'Voice-Links machen',
    'native-voice': 'Viewer mit eigenem Voice hereinbringen',
    capabilities: 'Voice-Konten und Kanäle bereitstellen',
  },
  noRight: 'Wähle mindestens etwas aus, das der Schlüssel darf.',
  noRegion: 'Wähle mindestens eine Region aus.',
  newSecret: (name) => `Das neue Geheimnis von ${name}`,
  shownOnce: 'Es wird nur jetzt gezeigt. Gib es dem Besitzer der Regionen so, dass niemand sonst es liest.',
  kept: 'Ich habe es aufbewahrt',
  openSimIni: 'Für OpenSim.ini, mit dem Vivox-Modul',
  webRtcIni: 'Für OpenSim.ini, mit Viewern mit eigenem Voice',
  script: 'Für das Skript in der Region',
  vivoxName: (name) => `Als vivox_admin_user: ${name}`,
  neverUsed: 'nie benutzt',
  oldSecret: 'Altes Geheimnis',
  currentSecret: 'Neues Geheimnis',
  change: 'Ändern',
  renew: 'Neues Geheimnis …',
  renewMeans:
    'Ein zweites Geheimnis wird gemacht. Das alte gilt, bis du es hier beendest, damit inzwischen niemand ohne Voice ist.',
  renewYes: 'Ja, ein neues machen',
  endOld: 'Altes Geheimnis beenden',
  endOldMeans: 'Wer noch das alte Geheimnis benutzt, wird sofort abgewiesen.',
  endOldYes: 'Ja, beenden',
  withdraw: 'Zurückziehen',
  withdrawMeans: (name) =>
    `${name} gilt sofort nicht mehr: Die Regionen werden abgewiesen, ihre Links öffnen nichts, und wer damit in Voice ist, ist draußen.`,
  withdrawYes: 'Ja, zurückziehen',
}
