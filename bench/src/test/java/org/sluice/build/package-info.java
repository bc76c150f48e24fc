/** What must hold for the code as a whole: its format, its architecture, its house rules. */
package org.sluice.build;
