/**
 * Codes become candidate ids: tables of buckets, built at once or filled one id at a time, the
 * selection from the buckets a query falls into, and the schedule on which tables are rebuilt.
 */
package org.sluice.index;
