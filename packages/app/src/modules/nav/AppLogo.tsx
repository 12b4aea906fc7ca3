import { Link, useSidebarOpenState } from '@backstage/core-components';
import styles from './AppLogo.module.css';

/** Two linked meshes, and the name of the app where there is room for it. */
export function AppLogo() {
  const { isOpen } = useSidebarOpenState();
  return (
    <div className={styles.root}>
      <Link to="/" underline="none" className={styles.link} aria-label="Home">
        <svg
          viewBox="0 0 32 32"
          width="32"
          height="32"
          fill="none"
          stroke="currentColor"
          strokeWidth="2"
          aria-hidden="true"
        >
          <circle cx="11" cy="16" r="8" />
          <circle cx="21" cy="16" r="8" />
          <circle cx="16" cy="16" r="2" fill="currentColor" stroke="none" />
        </svg>
        {isOpen && <span className={styles.name}>Mesh federation</span>}
      </Link>
    </div>
  );
}
