package org.sluice.cli.demo;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.ModifiersTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePath;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.Modifier;
import javax.tools.JavaCompiler;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * Reads the documented public members out of Java source with the JDK's own parser. Nothing is
 * compiled or resolved, so sources of any module can be read one by one. Public and protected
 * members count, if all enclosing types are public or protected as well; members of interfaces and
 * annotations are public by themselves. Package-private types of their own file level are read too:
 * visible classes inherit from them. Stateless, safe for many threads.
 */
final class MemberExtractor {
  private MemberExtractor() {}

  /** A source file in memory. */
  static final class Source extends SimpleJavaFileObject {
    private final String text;

    /**
     * @param name path with slashes, ending in {@code .java}
     */
    Source(String name, String text) {
      super(URI.create("string:///" + name), Kind.SOURCE);
      this.text = text;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return text;
    }
  }

  /** Types of the given files in the files' order; what the parser cannot read is left out. */
  static List<SourceType> extract(List<Source> files) throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    if (compiler == null) {
      throw new IOException(
          "the running Java has no compiler to read sources with: run the demo on a JDK");
    }
    List<SourceType> types = new ArrayList<>();
    try (StandardJavaFileManager manager = compiler.getStandardFileManager(d -> {}, null, null)) {
      JavacTask task =
          (JavacTask)
              compiler.getTask(
                  null, manager, diagnostic -> {}, List.of("-proc:none"), null, List.copyOf(files));
      DocTrees trees = DocTrees.instance(task);
      for (CompilationUnitTree unit : task.parse()) {
        String prefix = unit.getPackageName() == null ? "" : unit.getPackageName() + ".";
        TreePath root = new TreePath(unit);
        for (Tree tree : unit.getTypeDecls()) {
          if (tree instanceof ClassTree type && SourceVersion.isIdentifier(type.getSimpleName())) {
            boolean visible = visible(type.getModifiers(), false);
            new Collector(types, trees, prefix)
                .add(new TreePath(root, type), type, prefix, visible);
          }
        }
      }
    }
    return types;
  }

  /** Walks one top-level type and the types in it. */
  private record Collector(List<SourceType> types, DocTrees trees, String packagePrefix) {
    void add(TreePath path, ClassTree type, String prefix, boolean visible) {
      String name = prefix + type.getSimpleName();
      boolean open = OPEN.contains(type.getKind());
      List<Member> members = new ArrayList<>();
      document(members, path, name, Member.Kind.TYPE);
      Tree parent = type.getExtendsClause();
      String parentName =
          parent == null ? "" : packagePrefix + parent.toString().replaceFirst("<.*", "");
      types.add(new SourceType(name, parentName, visible, members));
      for (Tree tree : type.getMembers()) {
        TreePath inner = new TreePath(path, tree);
        switch (tree) {
          case ClassTree nested when visible && visible(nested.getModifiers(), open) ->
              add(inner, nested, name + ".", true);
          case MethodTree method when visible(method.getModifiers(), open) -> {
            if (method.getName().contentEquals("<init>")) {
              document(members, inner, name, Member.Kind.CONSTRUCTOR);
            } else {
              document(members, inner, name + "." + method.getName(), Member.Kind.METHOD);
            }
          }
          case VariableTree field when visible(field.getModifiers(), open) ->
              document(members, inner, name + "." + field.getName(), Member.Kind.FIELD);
          default -> {
            // initialisers and hidden members
          }
        }
      }
    }

    private void document(List<Member> members, TreePath path, String label, Member.Kind kind) {
      String comment = trees.getDocComment(path);
      if (comment != null) {
        members.add(new Member(label, kind, JavadocParser.parse(comment)));
      }
    }
  }

  private static final Set<Tree.Kind> OPEN =
      EnumSet.of(Tree.Kind.INTERFACE, Tree.Kind.ANNOTATION_TYPE);

  private static boolean visible(ModifiersTree modifiers, boolean implicit) {
    Set<Modifier> flags = modifiers.getFlags();
    return flags.contains(Modifier.PUBLIC)
        || flags.contains(Modifier.PROTECTED)
        || (implicit && !flags.contains(Modifier.PRIVATE));
  }
}
