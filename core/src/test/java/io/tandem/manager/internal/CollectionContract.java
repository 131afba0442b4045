package io.tandem.manager.internal;

import com.google.common.collect.testing.ConcurrentMapTestSuiteBuilder;
import com.google.common.collect.testing.ListTestSuiteBuilder;
import com.google.common.collect.testing.SetTestSuiteBuilder;
import com.google.common.collect.testing.TestStringListGenerator;
import com.google.common.collect.testing.TestStringMapGenerator;
import com.google.common.collect.testing.TestStringSetGenerator;
import com.google.common.collect.testing.features.CollectionFeature;
import com.google.common.collect.testing.features.CollectionSize;
import com.google.common.collect.testing.features.ListFeature;
import com.google.common.collect.testing.features.MapFeature;
import com.google.common.collect.testing.features.SetFeature;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;

/** What the JDK promises of its collections, as Guava's test kit asks for it, of managed ones. */
abstract class CollectionContract {
    /**
     * Makes an object.
     *
     * @param kind    of it.
     * @param initial what it holds: a collection, or a map for a map.
     * @return the way to it.
     */
    abstract ObjectRef newRef(ProxyKind kind, Object initial);

    @TestFactory
    DynamicNode shouldKeepTheContractWhenItIsAList() {
        return TestSuites.of(ListTestSuiteBuilder.using(new TestStringListGenerator() {
                    @Override
                    protected List<String> create(final String[] elements) {
                        return new ListProxy<>(newRef(ProxyKind.LIST, Arrays.asList(elements)));
                    }
                })
                .named("ListProxy")
                .withFeatures(ListFeature.GENERAL_PURPOSE, CollectionFeature.ALLOWS_NULL_VALUES, CollectionSize.ANY)
                .createTestSuite());
    }

    @TestFactory
    DynamicNode shouldKeepTheContractWhenItIsAListFromItsEnd() {
        return TestSuites.of(ListTestSuiteBuilder.using(new TestStringListGenerator() {
                    @Override
                    protected List<String> create(final String[] elements) {
                        final List<String> initial = Arrays.asList(elements.clone());
                        Collections.reverse(initial);
                        return new ListProxy<String>(newRef(ProxyKind.LIST, initial)).reversed();
                    }
                })
                .named("ReversedList")
                .withFeatures(ListFeature.GENERAL_PURPOSE, CollectionFeature.ALLOWS_NULL_VALUES, CollectionSize.ANY)
                .createTestSuite());
    }

    @TestFactory
    DynamicNode shouldKeepTheContractWhenItIsASet() {
        return TestSuites.of(SetTestSuiteBuilder.using(new TestStringSetGenerator() {
                    @Override
                    protected Set<String> create(final String[] elements) {
                        return new SetProxy<>(newRef(ProxyKind.SET, Arrays.asList(elements)));
                    }

                    @Override
                    public List<String> order(final List<String> insertionOrder) {
                        return insertionOrder;
                    }
                })
                .named("SetProxy")
                .withFeatures(SetFeature.GENERAL_PURPOSE, CollectionFeature.KNOWN_ORDER, CollectionSize.ANY)
                .createTestSuite());
    }

    @TestFactory
    DynamicNode shouldKeepTheContractWhenItIsAMap() {
        return TestSuites.of(ConcurrentMapTestSuiteBuilder.using(new TestStringMapGenerator() {
                    @Override
                    protected Map<String, String> create(final Map.Entry<String, String>[] entries) {
                        final Map<String, String> initial = new LinkedHashMap<>();
                        for (final Map.Entry<String, String> entry : entries) {
                            initial.put(entry.getKey(), entry.getValue());
                        }
                        return new MapProxy<>(newRef(ProxyKind.MAP, initial));
                    }
                })
                .named("MapProxy")
                .withFeatures(
                        MapFeature.GENERAL_PURPOSE,
                        CollectionFeature.SUPPORTS_ITERATOR_REMOVE,
                        CollectionFeature.KNOWN_ORDER,
                        CollectionSize.ANY)
                .createTestSuite());
    }
}
