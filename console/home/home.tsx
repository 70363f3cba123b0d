/** Where somebody begins: at what their role is about. */
import { Navigate } from 'react-router';
import { useNavigation } from '../shell/navigation.js';

export function Page() {
  const [first] = useNavigation();
  return <Navigate to={first?.path ?? '/orders'} replace />;
}
