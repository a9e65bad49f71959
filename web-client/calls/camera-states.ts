/** What the resident shows in a call, as a table. */

import type { Transitions } from '../../src/pure/state-machine.js'

/**
 * | state     | what the page does                                                               |
 * | --------- | -------------------------------------------------------------------------------- |
 * | off       | shows nothing                                                                    |
 * | opening   | waits for the camera, which the browser may ask the resident for                 |
 * | camera    | shows the camera                                                                 |
 * | choosing  | waits for the resident to choose a screen                                        |
 * | replacing | the same, and goes on showing the camera meanwhile                               |
 * | screen    | shows a screen or a window                                                       |
 *
 * `camera`, `screen`: the resident presses that control. `device`: they chose another camera. `opened`, `failed`: the
 * browser answers. `ended`: the device was unplugged, or the browser's own control stopped the screen. `over`: there may be
 * no picture any more. When a screen is over, the camera does not come back by itself.
 */
export type CameraState = 'off' | 'opening' | 'camera' | 'choosing' | 'replacing' | 'screen'

export type CameraEvent = 'camera' | 'screen' | 'device' | 'opened' | 'failed' | 'ended' | 'over'

export const cameraTransitions: Transitions<CameraState, CameraEvent> = {
  off: { camera: 'opening', screen: 'choosing' },
  opening: {
    camera: 'off',
    screen: 'choosing',
    device: 'opening',
    opened: 'camera',
    failed: 'off',
    over: 'off',
  },
  camera: { camera: 'off', screen: 'replacing', device: 'opening', ended: 'off', over: 'off' },
  choosing: { camera: 'opening', screen: 'off', opened: 'screen', failed: 'off', over: 'off' },
  replacing: {
    camera: 'choosing',
    screen: 'camera',
    opened: 'screen',
    failed: 'camera',
    ended: 'choosing',
    over: 'off',
  },
  screen: { camera: 'opening', screen: 'off', ended: 'off', over: 'off' },
}

/** What a state shows. */
export const shownIn = {
  off: undefined,
  opening: undefined,
  camera: 'camera',
  choosing: undefined,
  replacing: 'camera',
  screen: 'screen',
} as const satisfies Record<CameraState, 'camera' | 'screen' | undefined>
