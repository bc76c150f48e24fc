/** A small strict JSON reader and writer (RFC 8259) over plain Java values. */
package org.sluice.json;
