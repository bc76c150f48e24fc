/** Optimisers whose cost follows the touched rows only. */
package org.sluice.optim;
