/** The few pictures of the page; each says in words nearby what it means. */

/** A loudspeaker, struck through where nothing is heard. */
export function SpeakerIcon({ silent }: { silent: boolean }) {
  return (
    <svg
      viewBox="0 0 24 24"
      width="20"
      height="20"
      aria-hidden="true"
      fill="none"
      stroke="currentColor"
      stroke-width="2"
    >
      <path d="M4 9.5v5h3.5L12 19V5L7.5 9.5z" fill="currentColor" stroke-linejoin="round" />
      {silent ? <path d="M16 9l6 6M22 9l-6 6" /> : <path d="M15.5 9a4 4 0 0 1 0 6M18 6.5a8 8 0 0 1 0 11" />}
    </svg>
  )
}
