/** Codes become candidate ids: hash tables, selection from buckets, rebuild schedule. */
package org.sluice.index;
