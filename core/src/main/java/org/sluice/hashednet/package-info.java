/**
 * Networks whose layers keep fewer real weights than they have edges: edges share weights through a
 * hash (HashedNets, Chen, Wilson, Tyree, Weinberger and Chen, ICML 2015), or most edges are removed
 * at random; beside them plain networks of any size.
 */
package org.sluice.hashednet;
