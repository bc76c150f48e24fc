/**
 * Training: epochs, lock-free workers, rebuild and learning-rate schedules, validation, early stop,
 * progress events.
 */
package org.sluice.train;
